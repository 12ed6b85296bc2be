-- At the end of the transaction, since the agreement comes before its parts.
IF (SELECT amount_cents FROM stipends_agreement WHERE id = NEW.id) <> (
    SELECT COALESCE(sum(amount_cents), 0) FROM stipends_installment
    WHERE agreement_id = NEW.id AND kind = 'stipend'
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'parts sum to the agreement';
END IF;
RETURN NULL;
