-- Whoever chooses somebody who is unusual has read so and confirmed it; later checks change nothing.
IF NOT NEW.despite::text[] @> cautions_about(NEW.application_id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'what is unusual about a choice is confirmed';
END IF;
RETURN NEW;
