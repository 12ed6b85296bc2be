-- Members and reserves. What is unusual about a member was read and confirmed by whoever chose them.
IF NEW.outcome NOT IN ('member', 'reserve') OR (
    TG_OP = 'UPDATE'
    AND (NEW.application_id, NEW.outcome) = (OLD.application_id, OLD.outcome)
) THEN
    RETURN NEW;
END IF;
PERFORM refuse_who_does_not_count(NEW.application_id);
IF NEW.outcome = 'member' THEN
    PERFORM refuse_unconfirmed(NEW.application_id, NEW.despite::text[]);
END IF;
RETURN NEW;
