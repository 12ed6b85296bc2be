IF NEW.frozen_at IS NOT NULL AND EXISTS (
    SELECT FROM reviewers_review AS review
    JOIN reviewers_rubric AS rubric ON rubric.id = review.rubric_id
    WHERE rubric.call_id = NEW.call_id AND review.purpose = 'counts'
        AND review.status IN ('submitted', 'reopened')
) THEN
    RAISE EXCEPTION 'criteria that change scores are approved'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
