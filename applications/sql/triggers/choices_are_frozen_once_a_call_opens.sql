-- The wording may still change.
IF TG_OP = 'UPDATE' AND (NEW.question_id, NEW.key, NEW."order")
    IS NOT DISTINCT FROM (OLD.question_id, OLD.key, OLD."order")
THEN
    RETURN NEW;
END IF;
PERFORM refuse_once_a_call_opens('choices', ARRAY(
    SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)
));
RETURN COALESCE(NEW, OLD);
