-- Refuses to change `what` of rubrics that are frozen.
CREATE OR REPLACE FUNCTION refuse_once_a_rubric_is_frozen(what text, rubrics bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Lock the rubrics first, so that none is frozen between check and change.
    PERFORM FROM reviewers_rubric WHERE id = ANY (rubrics) FOR SHARE;
    IF EXISTS (
        SELECT FROM reviewers_rubric WHERE id = ANY (rubrics) AND frozen_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = what || ' of a frozen rubric never change';
    END IF;
END
$$;
