-- The seat is that of the decision. Only agreements from before there were seats have none.
IF TG_OP = 'UPDATE' AND NEW.seat_id IS NOT DISTINCT FROM OLD.seat_id THEN
    RETURN NEW;
END IF;
IF NEW.seat_id IS NULL OR NOT EXISTS (
    SELECT FROM selection_seat AS seat
    JOIN selection_offer AS offer ON offer.id = seat.offer_id
    WHERE seat.id = NEW.seat_id AND offer.decision_id = NEW.decision_id
      AND (NEW.amount_cents = 0 OR NOT offer.declines_stipend)
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an agreement hangs on a seat that was accepted with the stipend';
END IF;
RETURN NEW;
