-- Whoever chooses somebody who is unusual has read so and confirmed it; later checks change nothing.
CREATE OR REPLACE FUNCTION refuse_unconfirmed(of_application bigint, despite text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT despite @> cautions_about(of_application) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'what is unusual about a choice is confirmed';
    END IF;
END
$$;
