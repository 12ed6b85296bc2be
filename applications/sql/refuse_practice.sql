-- Refuses a row about a practice application; `rule` is the error message.
CREATE OR REPLACE FUNCTION refuse_practice(of_application bigint, rule text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM applications_application WHERE id = of_application AND is_practice
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = rule;
    END IF;
END
$$;
