-- Whoever approves money for somebody whose residency nobody checked has read so and confirmed it.
IF NOT 'unchecked' = ANY(NEW.despite) AND EXISTS (
    SELECT FROM stipends_installment AS part
    JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
    JOIN selection_decision AS decision ON decision.id = agreement.decision_id
    WHERE part.id = NEW.installment_id
      AND 'unchecked' = ANY(cautions_about(decision.application_id))
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an unchecked residency is confirmed before a stipend is approved';
END IF;
RETURN NEW;
