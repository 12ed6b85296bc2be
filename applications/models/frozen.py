"""What an open call has promised, held by the database: SQL of the triggers on its tables.

Practice applications were promised nothing: they hold up none of this.
"""

HAS_OPENED = "OLD.is_published AND OLD.opens_at <= now()"

# Only what makes life easier for applicants may change: more grace, never less.
CALL_KEEPS_ITS_WORD = """
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
"""

DEADLINE_MOVES_LATER = """
    IF NEW.closes_at < OLD.closes_at THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'an open deadline moves only later';
    END IF;
    IF NEW.closes_at > OLD.closes_at AND NOT EXISTS (
        SELECT FROM applications_deadlineextension AS extension
        WHERE extension.call_id = OLD.id
          AND extension.was_closing_at = OLD.closes_at
          AND extension.closes_at = NEW.closes_at
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'an open deadline moves for a reason on record';
    END IF;
    RETURN NEW;
"""

CALL_STAYS_PUBLISHED = """
    IF EXISTS (
        SELECT FROM applications_application WHERE call_id = OLD.id AND NOT is_practice
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'a call somebody applied to stays published';
    END IF;
    RETURN NEW;
"""

# Else its deadline could be moved while it is hidden, and nobody would have to say why.
DRAFTS_KEEP_PUBLISHED = """
    IF EXISTS (SELECT FROM applications_draft WHERE call_id = OLD.id) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'an open call somebody has begun to answer stays published';
    END IF;
    RETURN NEW;
"""

# The call's row is locked first: nobody opens it, and nobody applies, between question and answer.
_IF_FROZEN = """
    PERFORM FROM applications_call WHERE id IN ({calls}) FOR SHARE;
    IF EXISTS (
            SELECT FROM applications_call
            WHERE id IN ({calls}) AND is_published AND opens_at <= now()
        )
        OR EXISTS (SELECT FROM applications_draft WHERE call_id IN ({calls}))
        OR EXISTS (
            SELECT FROM applications_application WHERE call_id IN ({calls}) AND NOT is_practice
        )
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = '{what} are frozen once a call opens';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""
_ONLY_WORDS = """
    IF TG_OP = 'UPDATE' AND ({new}) IS NOT DISTINCT FROM ({old}) THEN
        RETURN NEW;
    END IF;
"""


def _but_its_words(*columns: str) -> str:
    """Lets an update through that leaves these columns alone."""
    new, old = (", ".join(f'{row}."{name}"' for name in columns) for row in ("NEW", "OLD"))
    return _ONLY_WORDS.format(new=new, old=old)


QUESTIONS_ARE_FROZEN = _but_its_words(
    "call_id", "key", "part", "kind", "order", "is_required", "is_scored", "sensitivity",
    "max_characters",
) + _IF_FROZEN.format(what="questions", calls="OLD.call_id, NEW.call_id")  # fmt: skip

_CALLS_OF_A_CHOICE = (
    "SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)"
)
CHOICES_ARE_FROZEN = _but_its_words("question_id", "key", "order") + _IF_FROZEN.format(
    what="choices", calls=_CALLS_OF_A_CHOICE
)
