-- Refuses to choose somebody who withdrew, came late, is set aside or lives elsewhere. The
-- application is locked first: nobody withdraws it, sets it aside or notes that its sender lives
-- elsewhere between this question and its answer.
CREATE OR REPLACE FUNCTION refuse_who_does_not_count(of_application bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM applications_application WHERE id = of_application FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM applications_application WHERE id = of_application AND status = 'received'
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'nobody who withdrew or came late is chosen';
    END IF;
    IF is_set_aside(of_application) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'nobody who is set aside is chosen';
    END IF;
    IF lives_elsewhere(of_application) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'nobody who lives elsewhere is chosen';
    END IF;
END
$$;
