-- Practice applications were promised nothing: they hold up none of this.
IF EXISTS (
    SELECT FROM applications_application WHERE call_id = OLD.id AND NOT is_practice
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'a call somebody applied to stays published';
END IF;
RETURN NEW;
