-- For choosing and for releasing alike.
IF TG_OP = 'UPDATE' AND (NEW.application_id, NEW.status) = (OLD.application_id, OLD.status) THEN
    RETURN NEW;
END IF;
PERFORM refuse_who_does_not_count(NEW.application_id);
RETURN NEW;
