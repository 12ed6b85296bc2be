-- Whoever was there has a part of their stipend due from the day of the meeting on.
IF EXISTS (SELECT FROM selection_attendance WHERE meeting_id = OLD.id AND presence = 'there') THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'a meeting that was held stands';
END IF;
RETURN NEW;
