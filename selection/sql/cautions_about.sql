-- What is unusual about choosing somebody, as selection.enums.Caution has it.
CREATE OR REPLACE FUNCTION cautions_about(of_application bigint) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN COALESCE((
            SELECT status FROM applications_residencycheck
            WHERE application_id = of_application
            ORDER BY number DESC LIMIT 1
        ), 'unverified') = 'unverified' THEN 'unchecked' END,
        CASE WHEN NOT EXISTS (
            SELECT FROM reviewers_review
            WHERE application_id = of_application AND status = 'submitted' AND purpose = 'counts'
        ) THEN 'unread' END,
        CASE WHEN EXISTS (
            SELECT FROM applications_possibleduplicate AS pair
            JOIN applications_application AS other
                ON other.id IN (pair.first_id, pair.second_id) AND other.id <> of_application
            WHERE of_application IN (pair.first_id, pair.second_id)
              AND pair.strength <> 'household'
              AND other.status <> 'withdrawn'
              AND COALESCE((
                  SELECT verdict FROM applications_duplicatemark AS mark
                  WHERE (mark.first_id, mark.second_id) = (pair.first_id, pair.second_id)
                  ORDER BY number DESC LIMIT 1
              ), 'undecided') = 'undecided'
        ) THEN 'look_alike' END,
        CASE WHEN EXISTS (
            SELECT FROM applications_revision AS revision
            JOIN applications_paperentry AS entry ON entry.revision_id = revision.id
            WHERE revision.application_id = of_application AND revision.is_current
              AND NOT entry.signature_seen
        ) THEN 'unsigned' END,
        CASE WHEN EXISTS (
            SELECT FROM applications_revision
            WHERE application_id = of_application AND is_current
              AND 'declaration-agrees' = ANY(left_empty)
        ) THEN 'not_agreed' END
    ], NULL)
$$;
