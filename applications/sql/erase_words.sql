-- Blanks staff's notes about one applicant in append-only tables. The site's role calls this; it runs
-- with the owner's rights, and only while a request to erase the application is open.
CREATE OR REPLACE FUNCTION erase_words(of_application bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
