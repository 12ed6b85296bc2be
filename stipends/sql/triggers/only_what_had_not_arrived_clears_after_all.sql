-- A check of this part, on its day or later; and no more of them than came back or never arrived.
IF NOT EXISTS (
    SELECT FROM stipends_ledgerentry AS payment
    WHERE payment.installment_id = NEW.installment_id
      AND payment.kind IN ('paid', 'reissued', 'corrected')
      AND payment.number = NEW.number AND payment.day <= NEW.day
) OR (
    SELECT count(*) FILTER (WHERE line.kind IN ('returned', 'failed'))
        <= count(*) FILTER (WHERE line.kind = 'surfaced')
    FROM stipends_ledgerentry AS line WHERE line.installment_id = NEW.installment_id
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'only what had not arrived clears after all';
END IF;
RETURN NEW;
