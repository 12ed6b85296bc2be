IF EXISTS (
    SELECT FROM reviewers_review AS review
    JOIN reviewers_rubric AS rubric ON rubric.id = review.rubric_id
    LEFT JOIN reviewers_rankingrule AS rule ON rule.call_id = rubric.call_id
    WHERE review.id = NEW.review_id AND review.purpose = 'counts'
        AND (rubric.frozen_at IS NULL OR rule.fixed_at IS NULL)
) THEN
    RAISE EXCEPTION 'scores that count need a frozen rubric, and a rule'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
