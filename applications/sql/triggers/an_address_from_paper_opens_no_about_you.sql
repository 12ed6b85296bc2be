IF EXISTS (
    SELECT 1 FROM applications_revision r WHERE r.id = NEW.revision_id AND r.email_opens_about_you
) THEN
    RAISE EXCEPTION 'a link to an address that staff typed opens no about-you answers'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
