"""Redact an answer for reviewers."""

from collections.abc import Sequence

from applications.enums import RedactionKind
from applications.models import Answer, Redaction
from applications.models.redaction import blank_out
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User

NOT_READ = "Reviewers do not read this answer."


@action
def redact_answer(
    *, by: User, answer: Answer, kind: RedactionKind, words: Sequence[str], seen: int
) -> Redaction:
    """Decide what reviewers see of `answer`; `words` are blanked in a copy.

    `seen` is the version that `by` saw, 0 for none. Refused if it has changed, if reviewers do
    not read the answer, for a choice, and for a word that is not in the answer.
    """
    answer = (
        Answer.objects.select_for_update(of=("self",)).select_related("question").get(pk=answer.pk)
    )
    if not answer.is_redactable:
        raise Refused(NOT_READ, "not_redactable")
    before = Redaction.objects.filter(answer=answer).first()
    if (before.version if before else 0) != seen:
        raise ChangedMeanwhile
    is_blanked = kind == RedactionKind.BLANKED
    redaction = Redaction(
        answer=answer,
        kind=kind,
        text=blank_out(answer.text, list(words)) if is_blanked else "",
        words="\n".join(words) if is_blanked else "",
        version=seen + 1,
        by=by,
    )
    redaction.save(force_insert=before is None, force_update=before is not None)
    return redaction
