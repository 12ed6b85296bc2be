IF doer = NEW.id::TEXT THEN
    RAISE EXCEPTION 'nobody_closes_or_opens_their_own_account' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
