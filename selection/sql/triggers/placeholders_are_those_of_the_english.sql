-- A translation says what its English says: the same placeholders, whatever their order.
IF NOT EXISTS (
    SELECT FROM selection_lettertemplate AS english
    WHERE (english.call_id, english.outcome, english.language, english.version)
        = (NEW.call_id, NEW.outcome, 'en', NEW.translates)
      AND letter_placeholders(english.subject || english.body)
        = letter_placeholders(NEW.subject || NEW.body)
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'placeholders are those of the English';
END IF;
RETURN NULL;
