IF NOT EXISTS (
    SELECT FROM reviewers_scalestep AS step
    JOIN reviewers_criterion AS criterion ON criterion.id = step.criterion_id
    JOIN reviewers_review AS review ON review.rubric_id = criterion.rubric_id
    WHERE review.id = NEW.review_id AND criterion.id = NEW.criterion_id
        AND criterion.kind = 'scored' AND step.points = NEW.points
) THEN
    RAISE EXCEPTION 'points are on the scale of their rubric' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
