"""Queries about written answers and their translations."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, QuerySet

from applications.enums import TEXT_KINDS, TranslationStatus
from applications.form.queries import eligible_applications
from applications.models import Answer, Translation
from applications.models.redaction import unredacted
from applications.models.translation import with_translations
from applications.translations.hand_outs import out_now
from core.languages import ENGLISH, english_name


def written_answers() -> QuerySet[Answer]:
    """Current text answers of eligible applications to all calls, with translations.

    Without redacted ones, which are not translated. See `with_translations`.
    """
    return _written_answers().all()


@cache
def _written_answers() -> QuerySet[Answer]:
    """Only ever copied: with its subqueries, building it costs a page more than asking does."""
    written = Answer.objects.filter(
        question__kind__in=TEXT_KINDS,
        revision__is_current=True,
        revision__application__in=eligible_applications(),
    )
    return with_translations(unredacted(written))


def without_english(applications: Iterable[int]) -> set[int]:
    """Of these, where a scored answer in words is in another language and has no translation."""
    scored = written_answers().filter(
        revision__application__in=list(applications), question__is_scored=True, translated=None
    )
    foreign = scored.exclude(language=ENGLISH.code)
    return set(foreign.values_list("revision__application", flat=True))


@dataclass(frozen=True)
class LanguageProgress:
    """Numbers of answers in one language by translation status."""

    language: str
    total: int
    under_way: int
    to_check: int
    checked: int
    out: int = 0  # of those that wait, with translators outside

    @property
    def name(self) -> str:
        """In English."""
        return english_name(self.language)

    @property
    def handed_in(self) -> int:
        """Translations that reviewers can read."""
        return self.to_check + self.checked

    @property
    def waiting(self) -> int:
        """Answers whose translation nobody has begun."""
        return self.total - self.under_way - self.to_check - self.checked


def translation_progress() -> list[LanguageProgress]:
    """By language, without English, those with most left to translate first."""
    counts_by_status = (
        written_answers()
        .exclude(language=ENGLISH.code)
        .order_by()
        .values_list("language", "translation_status")
        .annotate(Count("pk"))
    )
    by_language: dict[str, dict[str | None, int]] = {}
    for language, status, count in counts_by_status:
        by_language.setdefault(language, {})[status] = count
    out = _out_by_language()
    lines = [
        LanguageProgress(
            language=language,
            total=sum(counts.values()),
            under_way=counts.get(TranslationStatus.DRAFT, 0),
            to_check=counts.get(TranslationStatus.TO_CHECK, 0),
            checked=counts.get(TranslationStatus.CHECKED, 0),
            out=out.get(language, 0),
        )
        for language, counts in by_language.items()
    ]
    return sorted(lines, key=lambda line: (-line.waiting, line.name))


def _out_by_language() -> dict[str, int]:
    """How many of those that nobody has begun are with translators outside."""
    out = written_answers().filter(translation_status=None, first_id__in=out_now().values("answer"))
    counts = out.exclude(language=ENGLISH.code).order_by().values_list("language")
    return dict(counts.annotate(Count("pk")))


def checked_translations(applications: Iterable[int]) -> dict[tuple[int, int, str], str]:
    """(application id, question id, answer's text) → its checked English."""
    checked = Translation.objects.filter(
        answer__revision__application__in=applications, status=TranslationStatus.CHECKED
    ).values_list("answer__revision__application_id", "answer__question_id", "answer__text", "text")
    return {
        (application, question, answer): text for application, question, answer, text in checked
    }
