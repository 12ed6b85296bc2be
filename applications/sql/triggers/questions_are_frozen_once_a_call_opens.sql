-- The wording may still change.
IF TG_OP = 'UPDATE' AND (
    NEW.call_id, NEW.key, NEW.part, NEW.kind, NEW."order", NEW.is_required, NEW.is_scored,
    NEW.sensitivity, NEW.max_characters
) IS NOT DISTINCT FROM (
    OLD.call_id, OLD.key, OLD.part, OLD.kind, OLD."order", OLD.is_required, OLD.is_scored,
    OLD.sensitivity, OLD.max_characters
) THEN
    RETURN NEW;
END IF;
PERFORM refuse_once_a_call_opens('questions', ARRAY[OLD.call_id, NEW.call_id]);
RETURN COALESCE(NEW, OLD);
