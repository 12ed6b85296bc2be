-- At the moment of releasing: nobody lets go what they decided, nobody who withdrew is answered,
-- members and reserves still count, members are told by when to answer, and the first release of a
-- call leaves nobody without an answer.
problem := CASE
    WHEN EXISTS (
        SELECT FROM selection_decision
        WHERE release_id = NEW.id AND decided_by_id = NEW.released_by_id
    ) THEN 'nobody releases what they decided'
    WHEN EXISTS (
        SELECT FROM selection_decision AS decision
        JOIN applications_application AS application ON application.id = decision.application_id
        WHERE decision.release_id = NEW.id AND application.status = 'withdrawn'
    ) THEN 'nobody who withdrew is answered'
    WHEN EXISTS (
        SELECT FROM selection_decision
        WHERE release_id = NEW.id
          AND outcome IN ('member', 'reserve')
          AND NOT counts_and_lives_here(application_id)
    ) THEN 'members and reserves still count'
    WHEN NEW.reply_by IS NULL AND EXISTS (
        SELECT FROM selection_decision WHERE release_id = NEW.id AND outcome = 'member'
    ) THEN 'members are told by which day they answer'
    WHEN NOT EXISTS (
        SELECT FROM selection_release
        WHERE call_id = NEW.call_id AND status = 'released' AND id <> NEW.id
    ) AND EXISTS (
        SELECT FROM applications_to_answer(NEW.call_id) AS application
        WHERE NOT EXISTS (
            SELECT FROM selection_decision WHERE application_id = application
        )
    ) THEN 'the first release answers everybody'
END;
IF problem IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = problem;
END IF;
RETURN NEW;
