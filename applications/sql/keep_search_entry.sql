-- Updates an application's row in the search index; practice applications have none.
CREATE OR REPLACE FUNCTION keep_search_entry(of_application bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO applications_searchentry (
        application_id, call_id, received_at, status, channel, language, residency,
        neighborhood_id, search_text, reference, sort_name, neighborhood_order, is_unsigned
    )
    SELECT
        a.id, a.call_id, a.received_at, a.status, a.channel, r.language,
        COALESCE((
            SELECT k.status FROM applications_residencycheck k
            WHERE k.application_id = a.id ORDER BY k.number DESC LIMIT 1
        ), 'unverified'),
        c.neighborhood_id,
        concat_ws(
            ' ', '', plain_words(concat_ws(
                ' ', c.chosen_name, c.full_name, c.email, c.street, c.unit, c.zip_code
            )),
            (  -- the other spelling of a street's words: "meridian street" finds "200 Meridian St"
                SELECT string_agg(CASE word WHEN short THEN whole ELSE short END, ' ')
                FROM regexp_split_to_table(plain_words(c.street), ' ') AS word
                JOIN (VALUES
                    ('st', 'street'), ('st', 'saint'), ('mt', 'mount'), ('ave', 'avenue'),
                    ('av', 'avenue'), ('rd', 'road'), ('blvd', 'boulevard'), ('dr', 'drive'), ('ln', 'lane'),
                    ('ct', 'court'), ('pl', 'place'), ('sq', 'square'), ('ter', 'terrace'),
                    ('pkwy', 'parkway'), ('hwy', 'highway'), ('cir', 'circle'), ('pk', 'park'),
                    ('n', 'north'), ('s', 'south'), ('e', 'east'), ('w', 'west')
                ) AS street_word(short, whole) ON word IN (short, whole)
            ),
            lower(replace(a.reference, '-', '')),
            regexp_replace(plain_words(c.phone), '[^0-9]', '', 'g')
        ),
        a.reference,
        plain_words(CASE c.chosen_name WHEN '' THEN c.full_name ELSE c.chosen_name END),
        COALESCE(n."order", 32767),
        COALESCE(NOT p.signature_seen, false)
    FROM applications_application a
    JOIN applications_revision r ON r.application_id = a.id AND r.is_current
    JOIN applications_contact c ON c.revision_id = r.id
    LEFT JOIN applications_neighborhood n ON n.id = c.neighborhood_id
    LEFT JOIN applications_paperentry p ON p.revision_id = r.id
    WHERE a.id = of_application AND NOT a.is_practice
    ON CONFLICT (application_id) DO UPDATE SET
        call_id = excluded.call_id, received_at = excluded.received_at,
        status = excluded.status, channel = excluded.channel, language = excluded.language,
        residency = excluded.residency, neighborhood_id = excluded.neighborhood_id,
        search_text = excluded.search_text, reference = excluded.reference,
        sort_name = excluded.sort_name, neighborhood_order = excluded.neighborhood_order, is_unsigned = excluded.is_unsigned
$$;
