-- Refuses to change `what` of calls that have opened, or have drafts or applications.
CREATE OR REPLACE FUNCTION refuse_once_a_call_opens(what text, calls bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Lock the calls first, so that none opens and nobody applies between check and change.
    PERFORM FROM applications_call WHERE id = ANY (calls) FOR SHARE;
    IF EXISTS (
            SELECT FROM applications_call
            WHERE id = ANY (calls) AND is_published AND opens_at <= now()
        )
        OR EXISTS (SELECT FROM applications_draft WHERE call_id = ANY (calls))
        OR EXISTS (
            SELECT FROM applications_application WHERE call_id = ANY (calls) AND NOT is_practice
        )
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = what || ' are frozen once a call opens';
    END IF;
END
$$;
