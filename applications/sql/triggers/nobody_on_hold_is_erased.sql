IF EXISTS (
    SELECT FROM applications_legalhold WHERE application_id = NEW.id AND lifted_at IS NULL
) THEN
    RAISE EXCEPTION 'This application is held for the law.';
END IF;
RETURN NEW;
