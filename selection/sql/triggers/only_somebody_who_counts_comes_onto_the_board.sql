-- A saved panel keeps whom the board had; the board takes nobody in who does not count, and nobody
-- whose unusual facts were not read and confirmed.
IF EXISTS (SELECT FROM selection_panel WHERE id = NEW.panel_id AND name <> '') THEN
    RETURN NEW;
END IF;
PERFORM refuse_who_does_not_count(NEW.application_id);
IF NOT NEW.despite::text[] @> cautions_about(NEW.application_id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'what is unusual about a choice is confirmed';
END IF;
RETURN NEW;
