IF EXISTS (
    SELECT FROM applications_legalhold WHERE application_id = NEW.id AND lifted_at IS NULL
) THEN
    RAISE EXCEPTION 'nobody on hold is erased' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
