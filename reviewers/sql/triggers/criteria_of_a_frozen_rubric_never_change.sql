PERFORM refuse_once_a_rubric_is_frozen('criteria', ARRAY[OLD.rubric_id, NEW.rubric_id]);
RETURN COALESCE(NEW, OLD);
