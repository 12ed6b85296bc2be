"""The second person's check of a paper entry."""

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
    """Record that an entry agrees with the paper, or its `differences`.

    The same person may check again until it is corrected, and another person's differences
    replace "it agrees". Refused if `paper_entry` is not the latest, for whoever entered it, and
    if somebody else has checked it and nothing new was found.
    """
    # Lock the application, as corrections do.
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
