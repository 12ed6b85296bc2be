-- Practice applications do not count.
IF EXISTS (
    SELECT FROM applications_application WHERE call_id = OLD.id AND NOT is_practice
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'a call somebody applied to stays published';
END IF;
RETURN NEW;
