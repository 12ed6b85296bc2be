-- What a second person looks at, and what was released, stays. Whoever withdrew meanwhile is left
-- out. The release is locked: nobody hands it over or lets it go while a decision changes.
SELECT status, call_id INTO its_status, its_call FROM selection_release
WHERE id = COALESCE(NEW.release_id, OLD.release_id)
FOR SHARE;
IF its_status <> 'draft' AND NOT (
    TG_OP = 'DELETE' AND its_status = 'proposed' AND EXISTS (
        SELECT FROM applications_application
        WHERE id = OLD.application_id AND status = 'withdrawn'
    )
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'decisions change only in a draft';
END IF;
IF TG_OP = 'DELETE' THEN
    RETURN OLD;
END IF;
IF (TG_OP = 'UPDATE' AND NEW.release_id <> OLD.release_id) OR NOT EXISTS (
    SELECT FROM applications_application WHERE id = NEW.application_id AND call_id = its_call
) OR (NEW.replaces_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM selection_decision AS replaced
    JOIN selection_release AS earlier ON earlier.id = replaced.release_id
    WHERE replaced.id = NEW.replaces_id
      AND replaced.application_id = NEW.application_id
      AND earlier.status = 'released'
)) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'a decision fits its release and what it replaces';
END IF;
RETURN NEW;
