-- What came back lies on the desk. What never arrived is one person's word: another one pays again.
IF EXISTS (
    SELECT FROM stipends_ledgerentry
    WHERE id = NEW.follows_id AND kind = 'failed' AND by_id IS NOT DISTINCT FROM NEW.by_id
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'nobody alone pays again what never arrived';
END IF;
RETURN NEW;
