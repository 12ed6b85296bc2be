-- Otherwise the deadline could be moved without a reason while the call is hidden.
IF EXISTS (SELECT FROM applications_draft WHERE call_id = OLD.id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an open call somebody has begun to answer stays published';
END IF;
RETURN NEW;
