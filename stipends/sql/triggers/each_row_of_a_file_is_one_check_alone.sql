-- A row may pay several parts: of one person, with one number on one day.
IF EXISTS (
    SELECT FROM stipends_paidfromfile AS other
    JOIN stipends_ledgerentry AS before ON before.id = other.entry_id
    JOIN stipends_installment AS part ON part.id = before.installment_id
    JOIN stipends_ledgerentry AS entry ON entry.id = NEW.entry_id
    JOIN stipends_installment AS its_part ON its_part.id = entry.installment_id
    WHERE other.file_id = NEW.file_id AND other.row = NEW.row
      AND (before.number, before.day, part.agreement_id)
          IS DISTINCT FROM (entry.number, entry.day, its_part.agreement_id)
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'each row of a file is one check alone';
END IF;
RETURN NEW;
