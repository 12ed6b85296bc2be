-- Whoever approves money for somebody whose residency nobody checked has read so and confirmed it.
IF NOT 'unchecked' = ANY(NEW.despite) AND EXISTS (
    SELECT FROM stipends_agreement AS agreement
    JOIN selection_decision AS decision ON decision.id = agreement.decision_id
    WHERE agreement.id = NEW.agreement_id
      AND 'unchecked' = ANY(cautions_about(decision.application_id))
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an unchecked residency is confirmed before a stipend is approved';
END IF;
RETURN NEW;
