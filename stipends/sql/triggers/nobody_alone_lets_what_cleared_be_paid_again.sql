-- Whoever took back that the last payment cleared does not also note that it came back: one person
-- alone could then pay it again.
SELECT * INTO taken_back FROM stipends_ledgerentry
WHERE installment_id = NEW.installment_id AND kind IN ('paid', 'reissued', 'uncleared')
ORDER BY id DESC LIMIT 1;
IF taken_back.kind = 'uncleared' AND taken_back.by_id IS NOT DISTINCT FROM NEW.by_id THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'nobody alone lets what cleared be paid again';
END IF;
RETURN NEW;
