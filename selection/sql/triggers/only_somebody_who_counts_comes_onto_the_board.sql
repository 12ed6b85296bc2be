-- A saved panel keeps whom the board had; the board takes nobody in who does not count, and nobody
-- whose unusual facts were not read and confirmed.
IF EXISTS (SELECT FROM selection_panel WHERE id = NEW.panel_id AND name <> '') THEN
    RETURN NEW;
END IF;
PERFORM refuse_who_does_not_count(NEW.application_id);
PERFORM refuse_unconfirmed(NEW.application_id, NEW.despite::text[]);
RETURN NEW;
