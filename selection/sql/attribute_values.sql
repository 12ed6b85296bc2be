-- What each applicant of a call counts as, by attribute: one row a value, none where nothing was
-- answered. Attributes that are off, and people who withdrew, came late or are practice, have none.
CREATE OR REPLACE FUNCTION attribute_values(of_call bigint)
RETURNS TABLE (attribute_id bigint, application_id bigint, value text)
LANGUAGE sql STABLE AS $$
    WITH standing AS (
        SELECT a.id AS application_id, r.id AS revision_id
        FROM applications_application a
        JOIN applications_revision r ON r.application_id = a.id AND r.is_current
        WHERE a.call_id = of_call AND a.status = 'received' AND NOT a.is_practice
    ), used AS (
        SELECT id, source, question_id FROM selection_attribute
        WHERE call_id = of_call AND use <> 'off'
    )
    SELECT used.id, standing.application_id, place.slug::text
    FROM used
    CROSS JOIN standing
    JOIN applications_contact contact ON contact.revision_id = standing.revision_id
    JOIN applications_neighborhood place ON place.id = contact.neighborhood_id
    WHERE used.source = 'neighborhood'
    UNION ALL
    SELECT used.id, standing.application_id, cluster.slug::text
    FROM used
    CROSS JOIN standing
    JOIN applications_contact contact ON contact.revision_id = standing.revision_id
    JOIN applications_neighborhood place ON place.id = contact.neighborhood_id
    JOIN applications_cluster cluster ON cluster.id = place.cluster_id
    WHERE used.source = 'cluster'
    UNION ALL
    SELECT used.id, standing.application_id, spoken.code::text
    FROM used
    CROSS JOIN standing
    JOIN applications_support support ON support.revision_id = standing.revision_id
    JOIN applications_spokenlanguage spoken ON spoken.id = support.speaks_id
    WHERE used.source = 'language'
    UNION ALL
    SELECT used.id, standing.application_id, COALESCE(choice.key, answer.text)::text
    FROM used
    JOIN applications_answer answer ON answer.question_id = used.question_id
    JOIN standing ON standing.revision_id = answer.revision_id
    LEFT JOIN applications_choice choice ON choice.id = answer.choice_id
    WHERE used.source = 'question'
    UNION ALL
    SELECT used.id, standing.application_id, COALESCE(choice.key, answer.text)::text
    FROM used
    JOIN applications_aboutyouanswer answer ON answer.question_id = used.question_id
    JOIN standing ON standing.revision_id = answer.revision_id
    LEFT JOIN applications_choice choice ON choice.id = answer.choice_id
    WHERE used.source = 'question'
$$;
