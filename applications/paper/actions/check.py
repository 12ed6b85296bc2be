"""A second person compares what was typed with the paper."""

from django.utils import timezone

from applications.models import Application, PaperEntry
from applications.paper import queries as desk
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User

CORRECTED = "This was corrected in the meantime. Compare once more; what you wrote is still here."
OWN = "You typed this in yourself. Somebody else checks it."
CHECKED = "Somebody else has checked this. If you found more, tell them or whoever corrects it."


@action
def check_paper(*, by: User, paper_entry: PaperEntry, differences: str) -> None:
    """Note that it agrees with the paper, or where it differs (`differences` not empty).

    The same person may check again, until it is corrected, and a difference that somebody else
    finds wins over "it agrees". Refused when `paper_entry` is not what was typed last, to whoever
    typed it, and when somebody else has checked it and nothing new was found.
    """
    # Its row is the queue, here as for corrections.
    of_paper = paper_entry.revision.application_id
    entry = desk.newest_paper(Application.objects.select_for_update().get(pk=of_paper))
    if entry != paper_entry:
        raise ChangedMeanwhile(CORRECTED)
    if entry.entered_by_id == by.pk:
        raise Refused(OWN, "own_typing")
    if entry.checked_by_id not in (None, by.pk) and not (entry.agrees and differences):
        raise Refused(CHECKED, "already_checked")
    entry.checked_by, entry.checked_at = by, timezone.now()
    entry.agrees, entry.differences = not differences, differences
    entry.save()
