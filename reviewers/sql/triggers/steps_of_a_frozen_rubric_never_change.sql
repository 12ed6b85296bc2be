PERFORM refuse_once_a_rubric_is_frozen('steps', ARRAY(
    SELECT rubric_id FROM reviewers_criterion WHERE id IN (OLD.criterion_id, NEW.criterion_id)
));
-- A calibration may have given these points.
IF TG_OP <> 'INSERT' AND EXISTS (
    SELECT FROM reviewers_score WHERE criterion_id = OLD.criterion_id AND points = OLD.points
) AND (TG_OP = 'DELETE' OR NEW.points <> OLD.points) THEN
    RAISE EXCEPTION 'a step that was given stays' USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
