-- Whether somebody may be chosen: as refuse_who_does_not_count, without a lock.
CREATE OR REPLACE FUNCTION counts_and_lives_here(of_application bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM applications_application WHERE id = of_application AND status = 'received'
    ) AND NOT is_set_aside(of_application) AND NOT lives_elsewhere(of_application)
$$;
