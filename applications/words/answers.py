"""Answers that wait for a translation: what goes to translators outside, and what came back.

As on the translators' pages there are no names, contacts, about-you answers or redacted words, and
here no references either: a file names an answer by a number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from applications.enums import TranslationStatus
from applications.form.queries.calls import in_display_order
from applications.models import Answer, Call, HandOut, Translation
from applications.models.translation import CLAIMED_FOR
from applications.translations.hand_outs import out_now
from applications.translations.queries import written_answers
from applications.translations.queue import to_translate
from applications.words.judging import CHANGED_HERE, Brought, Verdict, meanwhile
from applications.words.lengths import of_other_length
from applications.words.marks import addresses
from applications.words.numbers import differing
from applications.words.workbook import About, Sent
from core import text
from core.languages import BY_CODE, ENGLISH, english_name
from core.models import User
from core.row_versions import digest

MOST_IN_FILE = 200  # answers: as many as one person reads before they go
LONGEST_TRANSLATION = 12_000  # characters, as on the translators' pages
HOW = (
    "Write in the yellow cells only. Say what the person says, in their tone; add nothing and "
    "leave nothing out. Addresses and phone numbers under “Keep as it is” stay as they are. What "
    "you leave empty stays untranslated. These are answers of people who applied: give this file "
    "to nobody else, and delete it when your work is done."
)
OF_THIS_FILE = (
    "Its English came from this file already, and is checked. Open it again on its page first."
)
HANDED_IN = "Somebody translated this one here after the file was sent. Compare them by hand."
CLAIMED = "{} is translating this one here now. Ask them, or leave it out."
TOO_LONG = f"Too long. The limit is {LONGEST_TRANSLATION:,} characters."
ADDED = "{} does not stand in what was written. Take it out."
LOST = "{} stands in what was written, and not in the English."
UNTRANSLATED = "This is what was written, unchanged. Is it English?"
OF_ANOTHER = "This English stands, or stood, at another answer of this file. Were they exchanged?"
EDITED_ORIGINAL = "Another text stands beside it in the file. Does it say what was written here?"
OTHER_ORIGINAL = "This is not the answer that stands here. Take the ID that was sent."


@dataclass(frozen=True)
class AnswerLine:
    """One answer with its English of now, which somebody may have begun here."""

    answer: Answer  # with what `with_translations` adds
    begun: Translation | None
    came_back_at: datetime | None = None  # in this file

    @property
    def where(self) -> str:
        """The question."""
        return self.answer.question.text_en

    @property
    def english(self) -> str:
        """What is translated: here the original."""
        return self.answer.text

    @property
    def translation(self) -> str:
        """The English of now; "" if there is none."""
        return self.begun.text if self.begun else ""

    @property
    def waits(self) -> bool:
        """Whether nobody handed in its English yet."""
        return self.begun is None or self.begun.status == TranslationStatus.DRAFT

    @property
    def is_to_check(self) -> bool:
        """Whether its English was handed in, and nobody has checked it."""
        return bool(self.begun) and self.begun.status == TranslationStatus.TO_CHECK

    @property
    def is_of_this_file(self) -> bool:
        """Whether the English of now is what this file brought, and nobody took it up since."""
        handed_in = self.begun and self.begun.translated_at
        if not handed_in or not self.came_back_at or handed_in > self.came_back_at:
            return False
        events = self.begun.events.order_by("-pgh_id")
        came = events.filter(status=TranslationStatus.TO_CHECK).values_list("pgh_id").first()
        return not events.filter(pgh_id__gt=came[0], claimed_by__isnull=False).exists()

    @property
    def limit(self) -> int:
        """The most characters that it may have."""
        return LONGEST_TRANSLATION

    @property
    def key(self) -> str:
        """What names it in a file."""
        return key_of(self.answer.first_id)

    @property
    def digests(self) -> tuple[str, str]:
        """Of the original and of its English."""
        return digest(self.english), digest(self.translation)


def key_of(answer: int) -> str:
    """What names an answer in a file, by its id."""
    return f"answer-{answer}/text"


def about(hand_out: HandOut) -> About:
    """What such a file is."""
    language = BY_CODE.get(hand_out.language)
    name = english_name(hand_out.language)
    return About(
        f"answers:{hand_out.pk}",
        hand_out.language,
        title=f"Answers in {name}: to translate into English",
        source="As it was written",
        target=ENGLISH.english_name,
        where="What was asked",
        how=HOW,
        starts_empty=True,
        is_source_rtl=language is not None and language.direction == "rtl",
    )


@dataclass
class Waiting:
    """Answers in one language that wait for a translation; some are out, some begun here."""

    code: str
    total: int = 0
    out: int = 0
    begun: int = 0

    @property
    def name(self) -> str:
        """In English."""
        return english_name(self.code)


def to_hand_out(
    by: User,
    moment: datetime,
    call: Call,
    language: str,
    *,
    again: bool = False,
    begun: bool = False,
) -> list[Answer]:
    """A call's answers in a language that nobody works on.

    Those that are out only `again`, and those that somebody has begun here only if `begun`.
    """
    waiting = to_translate(by=by, moment=moment, only=[language]).filter(
        revision__application__call=call
    )
    if not again:
        waiting = waiting.exclude(first_id__in=out_now().values("answer"))
    if not begun:
        waiting = waiting.exclude(first_id__in=_begun(moment).values("answer"))
    return list(waiting)


def of_one_file(waiting: list[Answer]) -> list[Answer]:
    """The first of them."""
    return waiting[:MOST_IN_FILE]


def digest_of(answers: Iterable[Answer]) -> str:
    """What changes when other answers are handed out."""
    return digest(",".join(str(answer.first_id) for answer in answers))


def waiting_by_language(by: User, moment: datetime, call: Call | None) -> list[Waiting]:
    """Each language with answers to this call to translate, by its name."""
    waiting = to_translate(by=by, moment=moment).filter(revision__application__call=call)
    out = set(out_now().values_list("answer", flat=True))
    begun = set(_begun(moment).values_list("answer", flat=True))
    found: dict[str, Waiting] = {}
    for language, first in waiting.order_by().values_list("language", "first_id"):
        each = found.setdefault(language, Waiting(language))
        each.total += 1
        each.out += first in out
        each.begun += first in begun and first not in out
    return sorted(found.values(), key=lambda each: each.name)


def waiting_elsewhere(by: User, moment: datetime, call: Call | None) -> list[tuple[Call, int]]:
    """The other calls with answers to translate, and how many."""
    waiting = to_translate(by=by, moment=moment).exclude(revision__application__call=call)
    by_call = waiting.order_by().values_list("revision__application__call")
    counted = dict(by_call.annotate(Count("pk")))
    calls = in_display_order(Call.objects.filter(pk__in=counted))
    return [(each, counted[each.pk]) for each in calls]


def _begun(moment: datetime) -> QuerySet[Translation]:
    """What somebody here has written at, or has just taken up."""
    is_held = Q(claimed_at__gt=moment - CLAIMED_FOR)
    drafts = Translation.objects.filter(status=TranslationStatus.DRAFT)
    return drafts.filter(is_held | ~Q(text=""))


def lines_of(hand_out: HandOut) -> list[AnswerLine]:
    """The answers of a file that are still there to translate or to compare, in its order."""
    rows = hand_out.answers.exclude(answer=None).order_by("pk")
    back = dict(rows.values_list("answer", "came_back_at"))
    order = {first: place for place, first in enumerate(back)}
    there = written_answers().filter(first_id__in=list(order)).exclude(language=ENGLISH.code)
    begun = {
        each.answer_id: each
        for each in Translation.objects.filter(answer__in=list(order)).select_related("claimed_by")
    }
    found = there.select_related("question", "revision__application")
    answers = sorted(found, key=lambda each: order[each.first_id])
    return [
        AnswerLine(answer, begun.get(answer.first_id), back[answer.first_id]) for answer in answers
    ]


# --- Coming back ---


def judge(
    lines: Iterable[AnswerLine], sent: Mapping[str, Sent], *, by: User, moment: datetime
) -> Verdict:
    """Everything about a file that came back, in its order."""
    lines = list(lines)
    verdict = Verdict.of(lines, sent)
    originals = [line.english.split() for line in lines]  # beside another ID: sorted in part
    says: dict[str, set[str]] = {}  # an English → the originals that have it, now or in the file
    for english, original in [
        *((line.translation, line.english) for line in lines),
        *((each.words, each.english) for each in verdict.brought),
    ]:
        says.setdefault(english, set()).add(original)
    exchanged = {each.text.key for each in verdict.edited if each.in_file.split() in originals}
    for each in verdict.brought:
        each.faults += _faults(each, sent[each.text.key], by, moment)
        if each.is_change and each.text.key in exchanged:
            each.faults += [] if OTHER_ORIGINAL in each.faults else [OTHER_ORIGINAL]
        if each.is_change and OTHER_ORIGINAL not in each.faults:
            _compare(each)
            each.doubts += [OF_ANOTHER] if len(says[each.words]) > 1 else []
    verdict.ask_about_edited(EDITED_ORIGINAL)
    return verdict


def _compare(each: Brought) -> None:
    """Its English with what was written: nobody adds a link for reviewers to follow."""
    there, here = addresses(each.english), addresses(each.words)
    each.faults += [ADDED.format(here[new]) for new in here.keys() - there.keys()]
    each.doubts += [LOST.format(there[old]) for old in there.keys() - here.keys()]
    if each.words == each.english:
        each.doubts.append(UNTRANSLATED)
    each.doubts += differing(each.english, each.words, BY_CODE.get(each.text.answer.language))
    each.doubts += of_other_length(each.english, each.words)


def _faults(each: Brought, sent: Sent, by: User, moment: datetime) -> Iterator[str]:
    begun = each.text.begun
    if digest(each.english) != sent.english:
        yield OTHER_ORIGINAL
    elif not each.is_change:
        return
    elif each.text.is_of_this_file:
        if begun.status == TranslationStatus.CHECKED:
            yield OF_THIS_FILE
    elif not each.text.waits:
        yield HANDED_IN
    elif begun and begun.is_claimed_by_another(by, moment):
        yield CLAIMED.format(begun.claimed_by)
    elif CHANGED_HERE in meanwhile(each, sent):
        yield CHANGED_HERE
    if text.length(each.words) > LONGEST_TRANSLATION:
        yield TOO_LONG
