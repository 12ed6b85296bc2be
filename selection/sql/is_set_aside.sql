-- Whether another application of the same person counts instead, by the last verdict.
CREATE OR REPLACE FUNCTION is_set_aside(of_application bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM applications_duplicatemark AS mark
        WHERE mark.set_aside_id = of_application
          AND mark.verdict = 'same_person'
          AND NOT EXISTS (
              SELECT FROM applications_duplicatemark AS later
              WHERE (later.first_id, later.second_id) = (mark.first_id, mark.second_id)
                AND later.number > mark.number
          )
    )
$$;
