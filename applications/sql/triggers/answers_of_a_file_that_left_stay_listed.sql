IF EXISTS (SELECT FROM applications_handout
           WHERE id = OLD.hand_out_id AND downloaded_at IS NOT NULL) THEN
    RAISE EXCEPTION 'answers of a file that left stay listed'
        USING ERRCODE = 'check_violation';
END IF;
RETURN OLD;
