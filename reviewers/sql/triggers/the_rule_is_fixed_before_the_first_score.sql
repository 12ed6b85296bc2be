IF EXISTS (
    SELECT FROM reviewers_score AS score
    JOIN reviewers_review AS review ON review.id = score.review_id
    JOIN reviewers_rubric AS rubric ON rubric.id = review.rubric_id
    WHERE rubric.call_id = OLD.call_id AND review.purpose = 'counts'
) THEN
    RAISE EXCEPTION 'the rule is fixed before the first score' USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
