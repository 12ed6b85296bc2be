IF NEW.closes_at < OLD.closes_at THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an open deadline moves only later';
END IF;
IF NEW.closes_at <> OLD.closes_at AND NOT EXISTS (
    SELECT FROM applications_deadlineextension AS extension
    WHERE extension.call_id = OLD.id
      AND extension.was_closing_at = OLD.closes_at
      AND extension.closes_at = NEW.closes_at
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an open deadline moves for a reason on record';
END IF;
RETURN NEW;
