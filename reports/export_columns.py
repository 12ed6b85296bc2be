"""The columns of an export: what each is called, what it says, and who may have it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from applications.enums import Channel, DuplicateState, Part, QuestionKind, YesNo
from applications.models import Call, Question
from core.languages import english_name
from core.permissions import Permission
from reports.queries import ReviewCount
from reviewers.results import Row as Result
from selection.models import Decision
from stipends.parts import Stipend

Value = str | int | Decimal | date | None

# How a spreadsheet shows the cells of a column. AS_TEXT keeps the 0 in front of a ZIP code, even
# when somebody edits the cell.
GENERAL = "General"
AS_TEXT = "@"
MOMENT = "mmm d, yyyy h:mm AM/PM"
DAY = "mmm d, yyyy"  # of a moment of which no time is known
SCORE = "0.00"
DOLLARS = '"$"#,##0.00'


@dataclass(frozen=True)
class Row:
    """Everything that is known of one application for its row; parts not asked for are None."""

    entry: Any
    call: Call
    reviews: ReviewCount
    is_day_only: bool = False
    result: Result | None = None
    score_version: int | None = None  # that the result is from
    duplicate: DuplicateState | None = None
    decision: Decision | None = None
    stipend: Stipend | None = None
    contact: Any = None
    support: Any = None
    answers: dict[int, str] = field(default_factory=dict)  # by question
    english: dict[int, str] = field(default_factory=dict)  # checked translations


@dataclass(frozen=True)
class Column:
    """One column; `needs` are permissions of which one is enough, none if it is for everybody."""

    title: str
    meaning: str
    value: Callable[[Row], Value]
    format: str = GENERAL
    needs: tuple[Permission, ...] = ()


def _of_line(name: str) -> Callable[[Row], Value]:
    """A value of the latest version of the scores; empty where nobody has read it."""

    def value(row: Row) -> Value:
        is_read = row.result and row.result.line and row.result.line.readings
        return getattr(row.result, name) if is_read else None

    return value


RECORD = [
    Column(
        "Reference",
        "Names the application, and nobody.",
        lambda row: row.entry.application.reference,
        AS_TEXT,
    ),
    Column("Call", "The call that they applied to.", lambda row: row.call.title),
    Column(
        "Status",
        "Whether it was in time, and whether it was withdrawn.",
        lambda row: capfirst(row.entry.get_status_display()),
    ),
    Column(
        "Received",
        "When it came in, by the clock of the City. A day alone if the paper’s stamp has no time.",
        lambda row: received(row),
        MOMENT,
    ),
    Column("Came", "How it came in.", lambda row: capfirst(row.entry.get_channel_display())),
    Column(
        "Language",
        "The language that they applied in.",
        lambda row: english_name(row.entry.language),
    ),
    Column(
        "Neighborhood",
        "As they chose it. Empty where a paper named none.",
        lambda row: words(row.entry.neighborhood),
    ),
    Column(
        "Residency",
        "What staff found when they checked whether the applicant lives in the city.",
        lambda row: capfirst(row.entry.get_residency_display()),
    ),
    Column(
        "Signature",
        "Of what came on paper or by phone: whether a signature was seen. Empty if sent online.",
        lambda row: "" if row.entry.channel == Channel.WEB else signature(row.entry.is_unsigned),
    ),
    Column(
        "Duplicate",
        "Whether the same person may have applied twice, and which application counts.",
        lambda row: capfirst(row.duplicate.label) if row.duplicate else "",
    ),
    Column("Reviews submitted", "Reviews that are finished.", lambda row: row.reviews.submitted),
    Column(
        "Reviews assigned",
        "Reviews that were given out, finished or not.",
        lambda row: row.reviews.assigned,
    ),
    Column(
        "Score version",
        "The number of the version of the scores that score, rank and errors are from. Empty before"
        " there is one.",
        lambda row: row.score_version,
        needs=(Permission.ASSIGN_REVIEWS,),
    ),
    Column(
        "Score",
        "The score that ranks, from 0 to 100, in the latest version of the scores; before there is"
        " one, the raw mean of the finished reviews. Empty for applications without a place.",
        lambda row: row.result and row.result.mean,
        SCORE,
        (Permission.ASSIGN_REVIEWS,),
    ),
    Column(
        "Rank",
        "The place by score among all applications of the call that count, 1 for the best.",
        lambda row: row.result and row.result.place,
        needs=(Permission.ASSIGN_REVIEWS,),
    ),
    *(
        Column(title, meaning, _of_line(name), SCORE, (Permission.ASSIGN_REVIEWS,))
        for title, name, meaning in (
            ("Raw score", "raw", "The mean of its readings, from 0 to 100."),
            ("Raw score, error", "raw_error", "Its standard error in points."),
            ("Lowest reading", "lowest", "The lowest total that a reader gave."),
            ("Highest reading", "highest", "The highest total that a reader gave."),
            ("Adjusted score", "adjusted", "The mean once readers’ levels are evened out."),
            ("Adjusted score, error", "adjusted_error", "Its standard error in points."),
        )
    ),
    Column(
        "Decision",
        "What was decided and released. Empty before.",
        lambda row: capfirst(decision_in_words(row.decision)),
        needs=(Permission.CHOOSE_MEMBERS, Permission.RELEASE_DECISIONS),
    ),
    Column(
        "Decision released",
        "When the second person released it, by the clock of the City.",
        lambda row: row.decision and moment(row.decision.release.released_at),
        MOMENT,
        (Permission.CHOOSE_MEMBERS, Permission.RELEASE_DECISIONS),
    ),
    Column(
        "Stipend",
        "For members who took a seat: how far the part is that matters most now.",
        lambda row: capfirst(row.stipend.status.label) if row.stipend else "",
        needs=(Permission.APPROVE_STIPENDS, Permission.PAY_STIPENDS),
    ),
    Column(
        "Stipend amount",
        "What was agreed, in dollars, without what was voided.",
        lambda row: row.stipend and Decimal(row.stipend.amount_cents) / 100,
        DOLLARS,
        (Permission.APPROVE_STIPENDS, Permission.PAY_STIPENDS),
    ),
    Column(
        "Stipend paid",
        "In dollars, without what came back.",
        lambda row: row.stipend and Decimal(row.stipend.paid_cents) / 100,
        DOLLARS,
        (Permission.APPROVE_STIPENDS, Permission.PAY_STIPENDS),
    ),
]


def _of_contact(title: str, name: str, meaning: str, form: str = GENERAL) -> Column:
    value = attrgetter(name)
    return Column(title, meaning, lambda row: words(value(row.contact)), form)


NAME = _of_contact("Name to use", "name", "The chosen name, or else the full name: sort by it.")
CONTACT = [
    _of_contact("Chosen name", "chosen_name", "The name that we use."),
    _of_contact("Full name", "full_name", "The name as on official papers, if it is another."),
    _of_contact("Email", "email", "Where we write to."),
    _of_contact("Phone", "phone", "As it was written.", AS_TEXT),
    _of_contact("May text", "may_text", "Whether we may send text messages."),
    _of_contact("May leave voicemail", "may_leave_voicemail", "Whether we may leave a message."),
    _of_contact("Mailing address", "post_address", "Where letters go."),
    _of_contact("Plain envelope", "wants_plain_envelope", "Whether letters show no sender."),
    _of_contact("Picks up", "wants_pick_up", "Whether they pick up messages in person."),
    _of_contact("Trusted contact", "trusted_contact", "Through whom we may reach them."),
    Column(
        "First choice",
        "How they want to be reached first.",
        lambda row: str(row.contact.get_preferred_way_display()),
    ),
    _of_contact(
        "May hear of later calls", "wants_later_calls", "Whether we may tell them of other calls."
    ),
    _of_contact("Old enough", "revision.is_of_age", "Empty where the call does not ask."),
    _of_contact(
        "Works for the City", "revision.works_for_city", "Empty where the call does not ask."
    ),
    _of_contact("Street", "street", "Where they live.", AS_TEXT),
    _of_contact("Unit", "unit", "Apartment, floor or room.", AS_TEXT),
    _of_contact("ZIP code", "zip_code", "A text: some begin with 0.", AS_TEXT),
    _of_contact("Where they stay", "place_description", "For those without a street address."),
]

SUPPORT = [
    Column(
        "Reads",
        "The language that they read best.",
        lambda row: english_name(row.support.reads) if row.support.reads else "",
    ),
    Column(
        "Speaks",
        "The language that they speak best.",
        lambda row: row.support.speaks.name if row.support.speaks else "",
    ),
    Column("Speaks, other", "If it is none that we list.", lambda row: row.support.speaks_other),
    Column(
        "Interpreter",
        "Whether they need one.",
        lambda row: words(row.support.needs_interpreter),
    ),
    Column("Accommodation", "What they need to take part.", lambda row: row.support.accommodation),
    Column("Childcare", "Whether they need it.", lambda row: words(row.support.needs_childcare)),
    Column("Transport", "Whether they need it.", lambda row: words(row.support.needs_transport)),
]


def of_question(question: Question, *, is_translated: bool) -> Iterator[Column]:
    """A column, and a second one for the English translation of written answers."""
    key, text = question.pk, question.text
    meaning = "An about-you answer." if question.part == Part.ABOUT_YOU else "As it was answered."
    yield Column(text, meaning, lambda row: row.answers.get(key, ""))
    if is_translated:
        yield Column(
            f"{text} (in English)",
            "The translation, once a second person has checked it.",
            lambda row: row.english.get(key, ""),
        )


def answer_in_words(kind: str, text: str) -> str:
    """A written answer as it is; the answer to a yes-or-no question as its label."""
    return str(YesNo(text).label) if kind == QuestionKind.YES_NO and text in YesNo else text


def signature(is_unsigned: bool) -> str:
    """Whether one was seen."""
    return "Not seen" if is_unsigned else "Seen"


def decision_in_words(decision: Decision | None) -> str:
    """ "member", "reserve, number 2"; "" without one."""
    if decision is None:
        return ""
    place = f", number {decision.rank}" if decision.rank else ""
    return f"{decision.get_outcome_display()}{place}"


def received(row: Row) -> date:
    """A moment, or a day where the stamp of a paper has no time."""
    at = moment(row.entry.received_at)
    return at.date() if row.is_day_only else at


def moment(at: datetime) -> datetime:
    """By the clock of the city; a cell of a spreadsheet knows no time zone."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)


def words(value: Any) -> str:
    """Yes or no for what is true or false, otherwise the text of it."""
    if isinstance(value, bool):
        return str(YesNo.YES.label if value else YesNo.NO.label)
    return "" if value is None else str(value)
