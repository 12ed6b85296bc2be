-- Neither may be set aside already, so pairs never form a circle and one application counts.
IF NEW.verdict = 'same_person' AND EXISTS (
    SELECT 1 FROM applications_duplicatemark earlier
    WHERE earlier.verdict = 'same_person'
    AND earlier.set_aside_id IN (NEW.first_id, NEW.second_id)
    AND (earlier.first_id, earlier.second_id) <> (NEW.first_id, NEW.second_id)
    AND NOT EXISTS (
        SELECT 1 FROM applications_duplicatemark later
        WHERE later.first_id = earlier.first_id AND later.second_id = earlier.second_id
        AND later.number > earlier.number
    )
) THEN
    RAISE EXCEPTION 'an application set aside already is no half of another pair'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
