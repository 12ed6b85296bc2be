-- At the end of the transaction, since parts change together.
IF EXISTS (
    SELECT FROM stipends_agreement AS agreement
    WHERE agreement.id = COALESCE(NEW.agreement_id, OLD.agreement_id)
      AND agreement.amount_cents <> (
          SELECT COALESCE(sum(part.amount_cents), 0) FROM stipends_installment AS part
          WHERE part.agreement_id = agreement.id AND part.kind = 'stipend'
      )
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'parts sum to the agreement';
END IF;
RETURN NULL;
