-- Whoever was there has a part of their stipend due from the day of the meeting on, and an excuse
-- is for one day: it goes before the meeting does.
IF EXISTS (SELECT FROM selection_attendance WHERE meeting_id = OLD.id) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', MESSAGE = 'a meeting at which somebody is noted stands';
END IF;
RETURN NEW;
