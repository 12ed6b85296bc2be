IF EXISTS (
    SELECT FROM reviewers_criterion AS criterion
    WHERE rubric_id = NEW.rubric_id AND kind = 'scored' AND NOT EXISTS (
        SELECT FROM reviewers_score
        WHERE review_id = NEW.id AND criterion_id = criterion.id
    )
) THEN
    RAISE EXCEPTION 'a submitted review scores every criterion' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
