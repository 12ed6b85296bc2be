-- Updates an application's search keys for duplicates; if they changed, deletes the pairs that were
-- found by the old ones.
CREATE OR REPLACE FUNCTION keep_duplicate_key(of_application bigint) RETURNS void LANGUAGE sql AS $$
    WITH changed AS (
        INSERT INTO applications_duplicatekey AS existing (
            application_id, call_id, full_key, chosen_key, phone_key, email_key, is_compared
        )
        SELECT
            a.id, a.call_id, name_key(c.full_name), name_key(c.chosen_name), phone_key(c.phone),
            lower(btrim(c.email)), false
        FROM applications_application a
        JOIN applications_revision r ON r.application_id = a.id AND r.is_current
        JOIN applications_contact c ON c.revision_id = r.id
        WHERE a.id = of_application AND NOT a.is_practice
        ON CONFLICT (application_id) DO UPDATE SET
            full_key = excluded.full_key, chosen_key = excluded.chosen_key,
            phone_key = excluded.phone_key, email_key = excluded.email_key, is_compared = false
        WHERE (existing.full_key, existing.chosen_key, existing.phone_key, existing.email_key)
            IS DISTINCT FROM
            (excluded.full_key, excluded.chosen_key, excluded.phone_key, excluded.email_key)
        RETURNING application_id
    )
    DELETE FROM applications_possibleduplicate
    WHERE first_id IN (SELECT application_id FROM changed)
    OR second_id IN (SELECT application_id FROM changed)
$$;
