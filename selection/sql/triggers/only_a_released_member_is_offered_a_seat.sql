-- Nobody is offered a seat by a draft, by a decision that was replaced, or twice.
IF NOT EXISTS (
    SELECT FROM selection_decision AS decision
    JOIN selection_release AS release ON release.id = decision.release_id
    WHERE decision.id = NEW.decision_id
      AND decision.outcome = 'member'
      AND release.status = 'released'
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'only a released member is offered a seat';
END IF;
RETURN NEW;
