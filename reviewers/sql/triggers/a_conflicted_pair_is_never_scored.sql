-- A conflict that is being noted holds the application's row: wait for it, and look then.
PERFORM FROM applications_application WHERE id = NEW.application_id FOR KEY SHARE;
IF EXISTS (
    SELECT FROM reviewers_conflict
    WHERE application_id = NEW.application_id AND user_id = NEW.reviewer_id AND lifted_at IS NULL
) THEN
    RAISE EXCEPTION 'a conflicted pair is never scored' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
