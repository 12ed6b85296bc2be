IF NOT EXISTS (
    SELECT FROM reviewers_criterion AS criterion
    JOIN reviewers_review AS review ON review.rubric_id = criterion.rubric_id
    WHERE review.id = NEW.review_id AND criterion.id = NEW.criterion_id
        AND criterion.kind = 'note'
) THEN
    RAISE EXCEPTION 'a remark on a note belongs to its rubric' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
