-- A review that is being assigned holds the application's row: wait for it, and look then.
PERFORM FROM applications_application WHERE id = NEW.application_id FOR UPDATE;
IF EXISTS (
    SELECT FROM reviewers_review
    WHERE application_id = NEW.application_id AND reviewer_id = NEW.user_id
        AND status IN ('assigned', 'open', 'submitted', 'reopened')
) THEN
    RAISE EXCEPTION 'a conflict leaves no review standing' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
