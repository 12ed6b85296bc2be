-- Seats are numbered from 1 to the most of the newest targets, or of the call without any.
IF NEW.number NOT BETWEEN 1 AND (
    SELECT COALESCE(
        (
            SELECT seats_most FROM selection_targetset
            WHERE call_id = NEW.call_id ORDER BY number DESC LIMIT 1
        ),
        call.seats
    )
    FROM applications_call AS call
    WHERE call.id = NEW.call_id
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'no more seats than the call has';
END IF;
RETURN NEW;
