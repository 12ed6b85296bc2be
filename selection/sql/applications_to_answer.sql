-- Everybody who gets an answer: who counts, and whose paper was refused as too late. Of several
-- applications of one person the one that counts. As to_answer() in selection/queries.py.
CREATE OR REPLACE FUNCTION applications_to_answer(of_call bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
    SELECT application.id FROM applications_application AS application
    WHERE application.call_id = of_call
      AND application.status IN ('received', 'refused')
      AND application.erased_at IS NULL
      AND NOT application.is_practice
      AND NOT is_set_aside(application.id)
$$;
