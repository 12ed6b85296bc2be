-- Blanks staff's notes about one applicant in append-only tables and in the history, and what frozen
-- runs of the solver know of them; reasons of choosing must not be empty, and say that they are erased.
-- The site's role calls this; it runs with the owner's rights, and only while a request to erase the
-- application is open.
CREATE OR REPLACE FUNCTION erase_words(of_application bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    erased CONSTANT text := 'Erased.';
    ignored_before CONSTANT text := coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}');
BEGIN
    IF NOT EXISTS (
        SELECT FROM applications_erasure
        WHERE application_id = of_application AND status = 'requested'
    ) THEN
        RAISE EXCEPTION 'nobody asked to erase application %', of_application
            USING ERRCODE = 'check_violation';
    END IF;
    UPDATE applications_contactlogentry SET note = '' WHERE application_id = of_application;
    UPDATE applications_residencycheck SET reason = '' WHERE application_id = of_application;
    UPDATE applications_duplicatemark SET reason = '', erased_at = now()
    WHERE of_application IN (first_id, second_id);

    PERFORM set_config('pgtrigger.ignore', (
        SELECT array_agg(tgname)::text FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger_%' AND tgrelid IN (
            'selection_boardmove'::regclass, 'selection_run'::regclass,
            'selection_lock'::regclass, 'selection_lockevent'::regclass,
            'selection_apart'::regclass, 'selection_apartevent'::regclass
        )
    ), true);
    UPDATE selection_boardmove SET reason = erased
    WHERE kind <> 'put' AND id IN (
        SELECT move_id FROM selection_moveperson WHERE application_id = of_application
    );
    UPDATE selection_lock SET reason = erased,
        lift_reason = CASE WHEN lift_reason = '' THEN '' ELSE erased END
    WHERE application_id = of_application;
    UPDATE selection_lockevent SET reason = erased,
        lift_reason = CASE WHEN lift_reason = '' THEN '' ELSE erased END
    WHERE application_id = of_application;
    UPDATE selection_apart SET reason = erased,
        lift_reason = CASE WHEN lift_reason = '' THEN '' ELSE erased END
    WHERE of_application IN (first_id, second_id);
    UPDATE selection_apartevent SET reason = erased,
        lift_reason = CASE WHEN lift_reason = '' THEN '' ELSE erased END
    WHERE of_application IN (first_id, second_id);
    UPDATE selection_run SET request = jsonb_set(request, '{people}', (
        SELECT jsonb_agg(
            CASE WHEN each.person ->> 'id' = known.number::text
                THEN jsonb_build_object(
                    'id', each.person -> 'id', 'score', 0, 'error', 0, 'tags', '{}'::jsonb
                )
                ELSE each.person
            END ORDER BY each.place
        )
        FROM jsonb_array_elements(request -> 'people') WITH ORDINALITY AS each (person, place)
    ))
    FROM selection_runperson AS known
    WHERE known.run_id = selection_run.id AND known.application_id = of_application;
    PERFORM set_config('pgtrigger.ignore', ignored_before, true);
END
$$;
