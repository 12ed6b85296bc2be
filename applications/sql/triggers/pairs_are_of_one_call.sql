IF (SELECT count(DISTINCT call_id) FROM applications_application
    WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN
    RAISE EXCEPTION 'only applications to one call are compared'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
