-- The call is locked first: of two who approve at once the second one counts what the first did.
SELECT application.call_id INTO its_call
FROM stipends_installment AS part
JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
JOIN selection_decision AS decision ON decision.id = agreement.decision_id
JOIN applications_application AS application ON application.id = decision.application_id
WHERE part.id = NEW.installment_id;
PERFORM FROM applications_call WHERE id = its_call FOR NO KEY UPDATE;
IF NEW.amount_cents + stipends_taken_of(its_call) > stipends_money_of(its_call) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'no more is approved than the call has';
END IF;
RETURN NEW;
