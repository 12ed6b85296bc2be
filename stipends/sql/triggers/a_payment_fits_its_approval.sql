-- A payment points at its approval: unique, so it is paid once; of the same agreement and amount;
-- and made by somebody else. A CHECK sees one row only, so a trigger compares the two.
IF NOT EXISTS (
    SELECT FROM stipends_ledgerentry AS approval
    WHERE approval.id = NEW.approval_id
      AND approval.kind = 'approved'
      AND approval.agreement_id = NEW.agreement_id
      AND approval.amount_cents = NEW.amount_cents
      AND approval.by_id <> NEW.by_id
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'a payment fits its approval and is made by somebody else';
END IF;
RETURN NEW;
