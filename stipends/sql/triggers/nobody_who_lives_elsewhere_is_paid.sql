-- The application is locked first, as for choosing: nobody notes meanwhile that its sender lives
-- elsewhere. A payment from before the day of that check is on record: money that left has left.
PERFORM FROM applications_application WHERE id = (
    SELECT decision.application_id
    FROM stipends_installment AS part
    JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
    JOIN selection_decision AS decision ON decision.id = agreement.decision_id
    WHERE part.id = NEW.installment_id
) FOR UPDATE;
IF EXISTS (
    SELECT FROM stipends_installment AS part
    JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
    JOIN selection_decision AS decision ON decision.id = agreement.decision_id
    WHERE part.id = NEW.installment_id
      AND lives_elsewhere(decision.application_id)
      AND NOT COALESCE(
          NEW.day < (
              SELECT (residency.at AT TIME ZONE 'UTC')::date
              FROM applications_residencycheck AS residency
              WHERE residency.application_id = decision.application_id
              ORDER BY number DESC LIMIT 1
          ), false
      )
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'nobody who lives elsewhere is paid';
END IF;
RETURN NEW;
