IF doer IN (OLD.user_id::TEXT, NEW.user_id::TEXT) THEN
    RAISE EXCEPTION 'nobody_changes_their_own_roles' USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
