-- For choosing and for releasing alike. The application is locked first: nobody withdraws it, sets
-- it aside or notes that its sender lives elsewhere between this question and its answer.
IF TG_OP = 'UPDATE' AND (NEW.application_id, NEW.status) = (OLD.application_id, OLD.status) THEN
    RETURN NEW;
END IF;
PERFORM FROM applications_application WHERE id = NEW.application_id FOR UPDATE;
IF NOT EXISTS (
    SELECT FROM applications_application
    WHERE id = NEW.application_id AND status = 'received'
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'nobody who withdrew or came late is chosen';
END IF;
IF EXISTS (
    SELECT FROM applications_duplicatemark AS mark
    WHERE mark.set_aside_id = NEW.application_id
      AND mark.verdict = 'same_person'
      AND NOT EXISTS (
          SELECT FROM applications_duplicatemark AS later
          WHERE (later.first_id, later.second_id) = (mark.first_id, mark.second_id)
            AND later.number > mark.number
      )
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'nobody who is set aside is chosen';
END IF;
IF lives_elsewhere(NEW.application_id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'nobody who lives elsewhere is chosen';
END IF;
RETURN NEW;
