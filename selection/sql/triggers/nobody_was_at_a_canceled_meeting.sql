-- The meeting is locked: nobody moves or cancels it while somebody notes who was there.
SELECT cancelled_at INTO its_cancelling FROM selection_meeting
WHERE id = NEW.meeting_id
FOR SHARE;
IF its_cancelling IS NOT NULL THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'nobody was at a canceled meeting';
END IF;
RETURN NEW;
