IF EXISTS (SELECT FROM stipends_ledgerentry WHERE installment_id = OLD.id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'a part with a ledger line stands';
END IF;
RETURN COALESCE(NEW, OLD);
