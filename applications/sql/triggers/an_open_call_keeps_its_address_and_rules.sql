-- Grace may become longer, never shorter.
IF (NEW.slug, NEW.reference_prefix, NEW.opens_at, NEW.deadline_rule,
            NEW.minimum_age, NEW.asks_city_employment)
        IS DISTINCT FROM (OLD.slug, OLD.reference_prefix, OLD.opens_at, OLD.deadline_rule,
                OLD.minimum_age, OLD.asks_city_employment)
    OR NEW.grace_minutes < OLD.grace_minutes
THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'an open call keeps its address and rules';
END IF;
RETURN NEW;
