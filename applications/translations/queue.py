"""The translators' queue: lists of answers, and the current answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When

from applications.enums import TEXT_KINDS, TranslationStatus
from applications.form.queries import eligible_applications
from applications.models import Answer, HandOut, LanguageRead, Translation
from applications.models.redaction import unredacted
from applications.models.translation import CLAIMED_FOR, with_translations
from applications.translations.hand_outs import out_now, with_whom
from applications.translations.queries import written_answers
from core import languages
from core.languages import ENGLISH, english_name
from core.models import User

SHOWN_AT_MOST = 25


@dataclass(frozen=True)
class Waiting:
    """One answer in a list, which shows its question and length, not its text."""

    answer: Answer
    translation: Translation | None
    with_whom: HandOut | None = None  # translators outside

    @property
    def language_name(self) -> str:
        """The language in English."""
        return english_name(self.answer.language)

    @property
    def doubt(self) -> str:
        """The language that it seems to be in instead; "" once staff have decided."""
        return doubt_of(self.answer)

    @property
    def length(self) -> int:
        """In characters, roughly."""
        return len(self.answer.text)


def doubt_of(answer: Answer) -> str:
    """The English name of the language that an answer seems to be in instead, or ""."""
    doubted = answer.looks_like and not answer.is_marked and answer.looks_like != answer.language
    return english_name(answer.looks_like) if doubted else ""


def languages_read_by(user: User) -> list[str]:
    """The codes of the languages that a translator reads."""
    return list(LanguageRead.objects.filter(user=user).values_list("language", flat=True))


def to_translate(
    *, by: User, moment: datetime, only: Iterable[str] | None = None, last: Iterable[int] = ()
) -> QuerySet[Answer]:
    """Answers that `by` may claim now; of a call, the oldest application first.

    `only` in these languages, or in all. Without those claimed by others. Those that are with
    translators outside come after the others, and the answers with the numbers `last` at the end.
    """
    out = When(first_id__in=out_now().values("answer"), then=1)
    left = [When(first_id__in=list(last), then=2)] if last else []
    answers = written_answers().filter(_can_be_claimed(by, moment))
    return _ordered(answers, only, [Case(*left, out, default=0)])


def _can_be_claimed(by: User, moment: datetime) -> Q:
    claimed = Translation.objects.filter(claimed_at__gt=moment - CLAIMED_FOR).exclude(claimed_by=by)
    is_begun_at_most = Q(translation_status=None) | Q(translation_status=TranslationStatus.DRAFT)
    by_another = Q(first_id__in=claimed.values("answer"))
    return ~Q(language=ENGLISH.code) & is_begun_at_most & ~by_another


def to_check(*, by: User, only: Iterable[str] | None = None) -> QuerySet[Answer]:
    """Translations submitted by others than `by`; of a call, the oldest application first."""
    return _ordered(written_answers().filter(_can_be_checked(by)), only)


def _can_be_checked(by: User) -> Q:
    theirs = Translation.objects.filter(status=TranslationStatus.TO_CHECK).exclude(translated_by=by)
    return Q(first_id__in=theirs.values("answer"))


def next_to_translate(
    *, by: User, moment: datetime, after: Answer, last: Iterable[int] = ()
) -> Answer | None:
    """What follows once `after` is handed in, in the languages that `by` reads or in its own.

    Nothing that translators outside work on.
    """
    following = to_translate(by=by, moment=moment, only=_only(by, after), last=last)
    return following.exclude(first_id__in=out_now().values("answer")).first()


def next_to_check(*, by: User, after: Answer) -> Answer | None:
    """The same of translations to check."""
    return to_check(by=by, only=_only(by, after)).first()


def _only(by: User, after: Answer) -> list[str]:
    return languages_read_by(by) or [after.language]


def in_doubt() -> QuerySet[Answer]:
    """Answers on an English form that seem to be in another language, undecided by staff."""
    return _ordered(written_answers().filter(_IS_IN_DOUBT), None)


_IS_IN_DOUBT = Q(language=ENGLISH.code, is_marked=False) & ~Q(looks_like="")


@dataclass(frozen=True)
class Counts:
    """How many answers are to be translated, by language, to be checked, and in doubt."""

    to_translate: dict[str, int]
    to_check: int
    in_doubt: int


def counts(*, by: User, moment: datetime) -> Counts:
    """As many as the lists have, of the languages that `by` reads or of all; in two queries.

    The database only counts each kind: to say in it what each list has takes a page longer.
    """
    counted = list(
        written_answers()
        .order_by()
        .annotate(standing=_standing(by, moment))
        .values_list("language", "is_marked", "looks_like", "standing")
        .annotate(Count("pk"))
    )
    read = languages_read_by(by)
    to_translate: Counter[str] = Counter()
    to_check = in_doubt = 0
    for language, is_marked, looks_like, standing, count in counted:
        if standing == _NOT_FOR_THEM:
            continue
        if language == ENGLISH.code and looks_like and not is_marked:
            in_doubt += count
        if read and language not in read:
            continue
        if standing == TranslationStatus.TO_CHECK:
            to_check += count
        elif language != ENGLISH.code and standing in (None, TranslationStatus.DRAFT):
            to_translate[language] += count
    return Counts(dict(to_translate), to_check, in_doubt)


_NOT_FOR_THEM = "not for them"


def _standing(by: User, moment: datetime) -> Subquery:
    """The status of an answer's translation; of one that others are at, or that is not theirs
    to check, that it is not for them; None if nobody has begun.
    """
    own = Q(status=TranslationStatus.TO_CHECK, translated_by=by)
    others = Q(status=TranslationStatus.DRAFT, claimed_at__gt=moment - CLAIMED_FOR)
    is_not_for_them = own | others & ~Q(claimed_by=by)
    standing = Case(When(is_not_for_them, then=Value(_NOT_FOR_THEM)), default="status")
    return Subquery(Translation.objects.filter(answer=OuterRef("first_id")).values_list(standing))


def was_ever_queued() -> QuerySet[Answer]:
    """Answers that a translator may open: not in English, in doubt, or with a decided language.

    Also those that need no translation any more, so that the page can say so.
    """
    written = with_translations(Answer.objects.filter(question__kind__in=TEXT_KINDS))
    return written.exclude(language=ENGLISH.code, is_marked=False, looks_like="")


def _ordered(
    answers: QuerySet[Answer], only: Iterable[str] | None, by: Iterable[Case] = ()
) -> QuerySet[Answer]:
    """Those of the call that closes last come first: they are the ones still to be read."""
    if only is not None:
        answers = answers.filter(language__in=only)
    return answers.select_related("question", "revision__application__call").order_by(
        *by,
        "-revision__application__call__closes_at",
        "revision__application__received_at",
        "revision_id",
        "question__order",
    )


def as_rows(answers: QuerySet[Answer], most: int = SHOWN_AT_MOST) -> list[Waiting]:
    """The first answers, each with its translation; of question and call, English texts alone."""
    application = "revision__application"
    needed = ("question__text_en", f"{application}__reference", f"{application}__call__title_en")
    shown = list(answers.only("text", "looks_like", *needed)[:most])
    translations = Translation.objects.filter(answer__in=[a.first_id for a in shown])
    people = translations.select_related("claimed_by", "translated_by", "sent_back_by")
    by_answer = {translation.answer_id: translation for translation in people}
    out = with_whom(answer.first_id for answer in shown)
    return [
        Waiting(answer, by_answer.get(answer.first_id), out.get(answer.first_id))
        for answer in shown
    ]


def current_answer(first: Answer) -> Answer | None:
    """The current revision's answer with the same text as `first`, with its language.

    None if it was changed, withdrawn or redacted, and for answers that are no text.
    """
    current = Answer.objects.filter(
        revision__application=first.revision.application_id,
        revision__application__in=eligible_applications(),
        revision__is_current=True,
        question=first.question_id,
        question__kind__in=TEXT_KINDS,
        text=first.text,
    )
    answers = with_translations(unredacted(current))
    return answers.select_related("question", "revision__application__call").first()


def choices_of_language() -> list[tuple[str, str]]:
    """Every language that an answer may be marked with."""
    known = [(language.code, language.english_name) for language in languages.ALL]
    return [*known, (languages.UNLISTED, "Another language")]
