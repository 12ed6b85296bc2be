"""What a release would send: to whom, by which way, in which words; and what has gone already.

Letters are made from a release and never from a list. Before they go, whoever lets them go has
read each text, and what they saw is known by its digest.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.db.models import QuerySet

from applications.enums import ApplicationStatus
from applications.form.queries import addressees, languages_read
from applications.models import Call, Contact
from applications.records.queries import lives_elsewhere
from core.languages import ENGLISH
from core.models import User
from selection.enums import OfferStatus, Outcome, ReleaseStatus
from selection.letter_enums import Ineligibility, LetterChannel
from selection.letters.ways import channel_to, ways_to
from selection.letters.words import placeholders
from selection.letters.writing import Written, needs_english, needs_reply_by, written
from selection.models import Decision, Letter, LetterReading, LetterTemplate, Offer, Release
from selection.models.letter_template import newest


@dataclass(frozen=True)
class Outgoing:
    """One person's letter before it goes; without a `channel` somebody has to call them."""

    decision: Decision
    contact: Contact
    template: LetterTemplate
    english: LetterTemplate | None
    channel: LetterChannel | None
    reply_by: date | None

    @property
    def why(self) -> Ineligibility | str:
        """Why they were not eligible, if so."""
        return why_of(self.decision)

    @property
    def ways(self) -> list[LetterChannel]:
        """How one could write to them."""
        return ways_to(self.contact)

    @property
    def written(self) -> Written:
        """The letter as it goes."""
        return written(
            self.decision,
            self.template,
            self.english,
            self.contact,
            self.why,
            reply_by=self.reply_by,
        )

    def by(self, channel: LetterChannel) -> "Outgoing":
        """The same another way."""
        return replace(self, channel=channel)


@dataclass(frozen=True)
class Text:
    """One text of a queue: how many get it, by which ways, and whether it can go."""

    template: LetterTemplate
    english: LetterTemplate | None
    people: Sequence[Outgoing]
    problem: str
    newest_english: LetterTemplate
    read: Collection[int]

    @property
    def words(self) -> list[LetterTemplate]:
        """What stands in the letter: a text, and the English below where nobody checked it."""
        return [each for each in (self.template, self.english) if each]

    @property
    def is_read(self) -> bool:
        """Whether the reader says so of all of it, also of the English as it is now."""
        return all(each.pk in self.read for each in self.words)

    def is_read_with(self, other: "Text") -> bool:
        """Whether nothing of it is left to read after another one: that may carry its words."""
        read = {*self.read, *(each.pk for each in other.words)}
        return all(each.pk in read for each in self.words)

    @property
    def is_older(self) -> bool:
        """Whether the English was changed since it was translated."""
        text = self.template
        return not text.is_english and text.translates != self.newest_english.version

    @property
    def digest(self) -> str:
        """Of the words: another one after any edit or check."""
        return f"{self.template.pk} {self.english.pk if self.english else ''}"

    @cached_property
    def by_channel(self) -> list[tuple[str, int]]:
        """(how it goes, how many), also those whom somebody has to call."""
        counts = Counter(each.channel for each in self.people)
        named = [(channel.label, counts[channel]) for channel in (*LetterChannel,)]
        return [pair for pair in (*named, ("a call", counts[None])) if pair[1]]


@dataclass(frozen=True)
class Queue:
    """A release’s letters. `gone` are people whose letter went; `withdrawn` get none.

    Nor do those whose offer is `over`: they answered on their own page, or it ended.
    """

    release: Release
    texts: Sequence[Text]
    missing: Sequence[str]
    gone: int
    withdrawn: Sequence[Decision]
    over: int

    @cached_property
    def people(self) -> list[Outgoing]:
        """All whose letter has not gone."""
        return [each for text in self.texts for each in text.people]

    @cached_property
    def sendable(self) -> list[Outgoing]:
        """Those of them whom a letter reaches."""
        return [each for each in self.people if each.channel]

    @property
    def unread(self) -> list[Text]:
        """The texts that the reader has still to read."""
        return [text for text in self.texts if not text.is_read]

    @property
    def problems(self) -> list[str]:
        """Why nothing can go yet."""
        own = [text.problem for text in self.texts if text.problem]
        return [*(f"There are no words for: {each}." for each in self.missing), *own]

    @cached_property
    def by_channel(self) -> list[tuple[str, int]]:
        """As of a text, for all."""
        counts: Counter[str] = Counter()
        for text in self.texts:
            counts.update(dict(text.by_channel))
        return list(counts.items())

    @cached_property
    def digest(self) -> str:
        """Of who gets which words which way: another one after any change."""
        lines = sorted(
            f"{each.decision.pk} {each.decision.outcome} {each.template.pk} "
            f"{each.english.pk if each.english else ''} {each.channel or ''} {each.why} "
            f"{each.reply_by or ''}"
            for each in self.people
        )
        return sha256("\n".join(lines).encode()).hexdigest()


def standing_texts(call: Call) -> dict[tuple[str, str], LetterTemplate]:
    """The newest version of each text of a call, by outcome and language."""
    texts = LetterTemplate.objects.filter(call=call).select_related("edited_by", "checked_by")
    return {(text.outcome, text.language): text for text in newest(texts)}


def queue_of(release: Release, reader: User | None = None) -> Queue:
    """The letters of a release that have not gone, also while it waits to be released.

    `reader` is who must have read the texts. A fixed number of queries.
    """
    decisions = _decisions(release)
    # Until it is released, its page names them and leaves them out.
    withdrawn = [] if release.is_open else list(filter(_is_withdrawn, decisions))
    had = set(Letter.objects.filter(decision__release=release).values_list("decision", flat=True))
    out = had.union(each.pk for each in withdrawn).union(_answered_again(release))
    over = set(_over(release)) - out
    left = [each for each in decisions if each.pk not in out | over]
    texts, missing = _texts(release, left, reader)
    return Queue(release, texts, missing, gone=len(had), withdrawn=withdrawn, over=len(over))


def _over(release: Release) -> QuerySet[Offer, int]:
    """Ids of its decisions whose offer waits for no answer any more."""
    over = Offer.objects.filter(decision__release=release).exclude(status=OfferStatus.OPEN)
    return over.values_list("decision", flat=True)


def _answered_again(release: Release) -> QuerySet[Decision, int]:
    """Ids of its decisions that a later release replaced: their letters do not go any more."""
    later = Decision.objects.filter(
        replaces__release=release, release__status=ReleaseStatus.RELEASED
    )
    return later.order_by().values_list("replaces", flat=True)


def outgoing_of(decision: Decision) -> Outgoing | None:
    """One decision's letter as it would go now; None without words for it."""
    found, _missing = _addressed(decision.release, [decision])
    return found[0] if found else None


def _decisions(release: Release) -> list[Decision]:
    """With their applications and `lives_elsewhere`; thousands, so nothing else is read."""
    rows = Decision.objects.filter(release=release).select_related("application")
    rows = rows.only("outcome", "application__reference", "application__status")
    rows = list(rows.annotate(lives_elsewhere=lives_elsewhere("application")).order_by("pk"))
    for row in rows:
        row.release = release
    return rows


def _is_withdrawn(decision: Decision) -> bool:
    return decision.application.status == ApplicationStatus.WITHDRAWN


def _addressed(
    release: Release, decisions: Collection[Decision]
) -> tuple[list[Outgoing], list[str]]:
    """Who gets which words, and the outcomes without words in any language that fits."""
    texts = standing_texts(release.call)
    numbers = [each.application_id for each in decisions]
    contacts, reads = addressees(numbers), languages_read(numbers)
    offers = Offer.objects.filter(decision__in=[each.pk for each in decisions])
    days = dict(offers.values_list("decision", "reply_by"))
    people, missing = [], set()
    for decision in decisions:
        english = texts.get((decision.outcome, ENGLISH.code))
        template = texts.get((decision.outcome, reads.get(decision.application_id))) or english
        if template is None or english is None:
            missing.add(Outcome(decision.outcome).label)
            continue
        contact = contacts.get(decision.application_id) or Contact()
        people.append(
            Outgoing(
                decision=decision,
                contact=contact,
                template=template,
                english=english if needs_english(template) else None,
                channel=channel_to(contact),
                reply_by=days.get(decision.pk, release.reply_by),
            )
        )
    return people, sorted(missing)


def _texts(
    release: Release, decisions: Collection[Decision], reader: User | None
) -> tuple[list[Text], list[str]]:
    people, missing = _addressed(release, decisions)
    read = set(
        LetterReading.objects.filter(release=release, by=reader).values_list("template", flat=True)
        if reader
        else ()
    )
    english = {
        key[0]: text for key, text in standing_texts(release.call).items() if text.is_english
    }
    groups: dict[int, list[Outgoing]] = {}
    order = list(Outcome)
    for each in sorted(people, key=lambda each: order.index(each.template.outcome)):
        groups.setdefault(each.template.pk, []).append(each)
    texts = [
        Text(
            template=group[0].template,
            english=group[0].english,
            people=group,
            problem=_problem(release, group[0].template, english[group[0].template.outcome]),
            newest_english=english[group[0].template.outcome],
            read=read,
        )
        for group in groups.values()
    ]
    return texts, missing


def _problem(release: Release, text: LetterTemplate, english: LetterTemplate) -> str:
    """Why letters with this text cannot go; "" if they can."""
    if placeholders(text.subject, text.body) != placeholders(english.subject, english.body):
        return f"{text}: the English was changed and has other placeholders. Translate it again."
    if needs_reply_by(text.outcome) and not release.reply_by:
        return f"{text}: the release says no day by which members answer."
    return ""


def why_of(decision: Decision) -> Ineligibility | str:
    """Why somebody is not eligible; "" for every other outcome. Needs `lives_elsewhere`."""
    if decision.outcome != Outcome.NOT_ELIGIBLE:
        return ""
    if decision.application.status == ApplicationStatus.REFUSED:
        return Ineligibility.LATE
    return Ineligibility.ELSEWHERE if decision.lives_elsewhere else Ineligibility.RULES
