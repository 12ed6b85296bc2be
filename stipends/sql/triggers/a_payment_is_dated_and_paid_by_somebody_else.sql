-- Who approved is the one of the last approval: a CHECK then compares the two. No day is before the
-- call opened (in UTC, so a day of grace), and nothing comes back before it was paid.
IF NEW.day IS NULL THEN
    RETURN NEW;
END IF;
IF NEW.approved_by_id IS NOT NULL AND NEW.approved_by_id IS DISTINCT FROM (
    SELECT by_id FROM stipends_ledgerentry
    WHERE installment_id = NEW.installment_id AND kind = 'approved'
    ORDER BY id DESC LIMIT 1
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'a payment names who approved it';
END IF;
SELECT (call.opens_at AT TIME ZONE 'UTC')::date - 1 INTO opened
FROM stipends_installment AS part
JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
JOIN selection_decision AS decision ON decision.id = agreement.decision_id
JOIN applications_application AS application ON application.id = decision.application_id
JOIN applications_call AS call ON call.id = application.call_id
WHERE part.id = NEW.installment_id;
IF NEW.day < opened THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'no payment is older than the call';
END IF;
IF NEW.kind IN ('cleared', 'returned', 'failed') THEN
    SELECT day INTO paid_on FROM stipends_ledgerentry
    WHERE installment_id = NEW.installment_id AND kind IN ('paid', 'reissued', 'corrected')
    ORDER BY id DESC LIMIT 1;
    IF NEW.day < paid_on THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', MESSAGE = 'nothing comes back before it was paid';
    END IF;
END IF;
RETURN NEW;
