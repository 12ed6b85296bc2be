PERFORM refuse_unconfirmed(NEW.application_id, NEW.despite::text[]);
RETURN NEW;
