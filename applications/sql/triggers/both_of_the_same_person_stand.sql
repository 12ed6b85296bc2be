-- Neither is set aside already: so sets never run in a circle, and one application of each counts.
IF NEW.verdict = 'same_person' AND EXISTS (
    SELECT 1 FROM applications_duplicatemark held
    WHERE held.verdict = 'same_person'
    AND held.set_aside_id IN (NEW.first_id, NEW.second_id)
    AND (held.first_id, held.second_id) <> (NEW.first_id, NEW.second_id)
    AND NOT EXISTS (
        SELECT 1 FROM applications_duplicatemark later
        WHERE later.first_id = held.first_id AND later.second_id = held.second_id
        AND later.number > held.number
    )
) THEN
    RAISE EXCEPTION 'an application set aside already is no half of another pair'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
