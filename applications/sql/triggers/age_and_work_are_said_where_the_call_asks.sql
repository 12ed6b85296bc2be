-- If the call asks: an answer, or the note that a paper left it empty; else neither.
IF EXISTS (
    SELECT 1 FROM applications_application
    JOIN applications_call ON applications_call.id = call_id
    WHERE applications_application.id = NEW.application_id
        AND (
            (NEW.is_of_age IS NOT NULL OR 'eligibility-is_of_age' = ANY (NEW.left_empty))
                <> (minimum_age IS NOT NULL)
            OR (NEW.works_for_city IS NOT NULL
                    OR 'eligibility-works_for_city' = ANY (NEW.left_empty))
                <> asks_city_employment
        )
) THEN
    RAISE EXCEPTION 'age and work are said where the call asks, and nowhere else'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
