-- A saved panel gets its people in the transaction that saves it; after that nobody comes or goes.
IF EXISTS (
    SELECT FROM selection_panel
    WHERE id IN (NEW.panel_id, OLD.panel_id)
        AND name <> ''
        AND (TG_OP <> 'INSERT' OR saved_at <> transaction_timestamp())
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'the people of a saved panel stay';
END IF;
RETURN COALESCE(NEW, OLD);
