"""Put what a member asked for into English, for the host of a meeting."""

from applications.form.queries import supports_of
from core.actions import ChangedMeanwhile, action
from core.models import User
from selection.models import NeedInEnglish, Seat


@action
def put_into_english(*, by: User, seat: Seat, asked: str, text: str) -> None:
    """Keep the English of what they `asked` for; ChangedMeanwhile if they ask for other things."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    application = seat.offer.decision.application_id
    support = supports_of([application]).get(application)
    if support is None or support.accommodation != asked:
        raise ChangedMeanwhile
    NeedInEnglish.objects.update_or_create(
        seat=seat, defaults={"asked": asked, "text": text, "by": by}
    )
