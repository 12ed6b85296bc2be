IF OLD.status <> NEW.status AND NOT EXISTS (
    SELECT 1 FROM applications_lateentry
    WHERE application_id = NEW.id AND accepted = (NEW.status = 'received')
) THEN
    RAISE EXCEPTION 'a late application counts only when a coordinator says so'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
