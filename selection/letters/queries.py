"""Questions about letters: what is to print, what came back, and who has no answer yet."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from applications.enums import ApplicationStatus
from applications.form.queries import contacts_of, supports_of
from applications.models import Application, Call, Contact, ContactLogEntry, Support
from selection.enums import ANSWERED, OfferStatus, Outcome
from selection.letter_enums import LetterChannel
from selection.letters.ways import channel_to, ways_to
from selection.models import Decision, Letter, Offer, Release
from selection.queries import released_decisions, standing

_STANDS = Q(returned_at=None)
_TOLD = _STANDS & (
    Q(channel=LetterChannel.SPOKEN)
    | Q(channel=LetterChannel.PRINT, printed_at__isnull=False)
    | Q(channel=LetterChannel.MAIL, mail__sent_at__isnull=False)
)
_OVER = [status for status in OfferStatus if status != OfferStatus.OPEN]
# "Please answer by …" is not printed for somebody who answered, or whose offer ended.
_TO_PRINT = (
    _STANDS
    & Q(channel=LetterChannel.PRINT, printed_at=None)
    & ~Q(decision__offer__status__in=_OVER)
)
_ON_ITS_WAY = _TO_PRINT | _STANDS & Q(
    channel=LetterChannel.MAIL, mail__sent_at=None, mail__attempts=0
)


def to_print(call: Call) -> QuerySet[Letter]:
    """Letters that wait to be printed, the oldest first.

    Not those of who withdrew, nor of who has another answer since, or whose offer is over.
    """
    waiting = Letter.objects.filter(_TO_PRINT, decision__in=released_decisions(call).values("pk"))
    return waiting.exclude(decision__application__status=ApplicationStatus.WITHDRAWN).order_by("pk")


def not_told(call: Call) -> QuerySet[Decision]:
    """Released decisions whose person has no letter yet.

    Who withdrew needs none, nor who answered, or was told that their offer was taken back.
    """
    waiting = released_decisions(call).filter(~Exists(_letters(_TOLD)), ~Exists(_knows()))
    return waiting.exclude(application__status=ApplicationStatus.WITHDRAWN)


def on_their_way(call: Call) -> QuerySet[Decision]:
    """Those of them whose letter is queued or waits to be printed."""
    return not_told(call).filter(Exists(_letters(_ON_ITS_WAY)))


def to_let_go(call: Call) -> list[Release]:
    """Releases none of whose letters went, each with `people`: how many wait for them."""
    waiting = not_told(call).filter(~Exists(_letters_of_release())).values("release")
    counted = waiting.order_by("release").annotate(people=Count("pk"))
    people = dict(counted.values_list("release", "people"))
    releases = list(Release.objects.filter(pk__in=people).order_by("number"))
    for release in releases:
        release.people = people[release.pk]
    return releases


@dataclass(frozen=True)
class Waiting:
    """How many people wait for what: a letter to be let go, or printed, or a call."""

    to_let_go: int
    to_print: int
    to_call: int


def letters_waiting(call: Call) -> Waiting:
    """The same for Today, in one query, and one more while somebody is to be called.

    Whom a letter reaches since their address changed waits for it, and not for a call.
    """
    went, way = Exists(_letters_of_release()), Exists(_letters(_ON_ITS_WAY))
    printing = Exists(_letters(_TO_PRINT))
    rows = not_told(call).annotate(went=went, way=way, printing=printing)
    found = Waiting(
        **rows.order_by().aggregate(
            to_let_go=Count("pk", filter=Q(went=False)),
            to_print=Count("pk", filter=Q(printing=True)),
            to_call=Count("pk", filter=Q(went=True, way=False)),
        )
    )
    now = len(first_ways(unreached(call))) if found.to_call else 0
    return replace(found, to_let_go=found.to_let_go + now, to_call=found.to_call - now)


def first_ways(decisions: QuerySet[Decision]) -> dict[int, LetterChannel]:
    """How a letter could go by now to those to whom none has gone, by the decision's id."""
    rows = list(decisions.filter(~Exists(_letters(Q()))).exclude(offer__status__in=_OVER))
    contacts = contacts_of([row.application_id for row in rows])
    found = {row.pk: contacts.get(row.application_id) or Contact() for row in rows}
    return {pk: way for pk, contact in found.items() if (way := channel_to(contact))}


@dataclass(frozen=True)
class Untold:
    """Somebody whom no letter reaches: how they speak, the letters that went, the last contact.

    `way` is how a letter could go by now, to whom none has gone; `has_only_home` that all we have
    is where they live, where nothing is mailed to.
    """

    decision: Decision
    support: Support | None
    letters: list[Letter]
    contact: ContactLogEntry | None
    way: LetterChannel | None
    has_only_home: bool


def unreached(call: Call) -> QuerySet[Decision]:
    """Whom no letter reaches: there is no way to write, it came back, or no server takes it."""
    rows = not_told(call).filter(Exists(_letters_of_release()))
    return rows.filter(~Exists(_letters(_ON_ITS_WAY)))


def _knows() -> QuerySet[Offer]:
    over = [*ANSWERED, OfferStatus.TAKEN_BACK]
    return Offer.objects.filter(decision=OuterRef("pk"), status__in=over)


def to_call(call: Call) -> list[Untold]:
    """Those, with what went to each; members first, who have a day to answer by."""
    rows = list(unreached(call).order_by("application__reference"))
    rows.sort(key=lambda row: [*Outcome].index(row.outcome))
    people = [row.application_id for row in rows]
    supports, contacts = supports_of(people), contacts_of(people)
    ways = first_ways(unreached(call))
    letters: dict[int, list[Letter]] = defaultdict(list)
    went = _whether_it_waits(Letter.objects.filter(decision__in=rows), call)
    went = went.select_related("mail", "template")
    for letter in went.order_by("pk"):
        letters[letter.decision_id].append(letter)
    entries = ContactLogEntry.objects.filter(application__in=people)
    last = {entry.application_id: entry for entry in entries.order_by("happened_at", "pk")}
    return [
        Untold(
            row,
            supports.get(pk),
            letters[row.pk],
            last.get(pk),
            ways.get(row.pk),
            has_only_home(contacts.get(pk) or Contact()),
        )
        for row in rows
        for pk in [row.application_id]
    ]


def has_only_home(contact: Contact) -> bool:
    """Whether nobody can write to them though we know where they live."""
    return bool(contact.street) and not ways_to(contact)


def after_return(decision: Decision) -> str:
    """What is to be done about somebody whose letter has come back, after their reference."""
    if unreached(decision.release.call).filter(pk=decision.pk).exists():
        return "has no answer yet, and stands on the list to call."
    if decision.application.status == ApplicationStatus.WITHDRAWN:
        return "withdrew, and needs no letter."
    if Offer.objects.filter(decision=decision, status__in=ANSWERED).exists():
        return "has answered the offer, and needs no call."
    if not standing().filter(pk=decision.pk).exists():
        return "has another answer since."
    if not_told(decision.release.call).filter(pk=decision.pk).exists():
        return "gets another letter, which is on its way."
    return "was told another way, and needs no call."


def letters_about(application: Application) -> QuerySet[Letter]:
    """All letters about one application, the newest first."""
    letters = Letter.objects.filter(decision__application=application)
    letters = _whether_it_waits(letters, application.call)
    people = ("decision__release", "template", "mail", "let_go_by", "printed_by", "returned_by")
    return letters.select_related(*people).order_by("-let_go_at", "-pk")


def _whether_it_waits(letters: QuerySet[Letter], call: Call) -> QuerySet[Letter]:
    """Each with `waits`: not printed any more once an answer has come, or another letter."""
    return letters.annotate(waits=Exists(to_print(call).filter(pk=OuterRef("pk"))))


def _letters(which: Q) -> QuerySet[Letter]:
    return Letter.objects.filter(which, decision=OuterRef("pk"))


def _letters_of_release() -> QuerySet[Letter]:
    return Letter.objects.filter(decision__release=OuterRef("release"))
