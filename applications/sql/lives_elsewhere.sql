-- Whether an applicant is not a resident: by the last check, or by the form if no check says
-- otherwise. As lives_elsewhere() in applications/records/queries.py.
CREATE OR REPLACE FUNCTION lives_elsewhere(of_application bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT found.status IS NOT DISTINCT FROM 'not_a_resident'
        OR found.status IS DISTINCT FROM 'verified' AND revision.lives_in_city = 'no'
    FROM applications_revision AS revision
    LEFT JOIN LATERAL (
        SELECT status FROM applications_residencycheck AS residency
        WHERE residency.application_id = of_application
        ORDER BY number DESC LIMIT 1
    ) AS found ON true
    WHERE revision.application_id = of_application AND revision.is_current
$$;
