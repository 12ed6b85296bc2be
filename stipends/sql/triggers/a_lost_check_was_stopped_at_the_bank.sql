-- Or it could still be cashed beside the one that takes its place. Lines from before may have no day.
IF NEW.cause = 'lost' AND NEW.stopped_on IS NULL THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'a lost check was stopped at the bank';
END IF;
RETURN NEW;
