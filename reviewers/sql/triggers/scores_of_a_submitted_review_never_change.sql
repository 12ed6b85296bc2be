-- A score of an earlier rubric may go, when the review moves to a new one.
IF EXISTS (
    SELECT FROM reviewers_review AS review
    JOIN reviewers_criterion AS criterion ON criterion.rubric_id = review.rubric_id
    WHERE review.id = COALESCE(NEW.review_id, OLD.review_id)
        AND criterion.id = COALESCE(NEW.criterion_id, OLD.criterion_id)
        AND review.status NOT IN ('assigned', 'open', 'reopened')
) THEN
    RAISE EXCEPTION 'scores of a submitted review never change' USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
