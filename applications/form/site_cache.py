"""What the public form is made of, kept in memory until staff change it.

The public site is read far more than it is changed: without this, every page would load the
wording of all questions and choices in twelve languages. Every few seconds one query asks whether
anything was changed. Whether a call is open is not kept: that is its dates against the clock, and
the gate reads the dates afresh.
"""

import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from applications.form import queries, wording, wording_checks
from applications.form.call_items import rows_of
from applications.form.queries.calls import by_turn
from applications.form.queries.content import count_changes
from applications.models import Call, Neighborhood, Notice, Office, Page, SpokenLanguage
from applications.models.site_text import HOME
from core.languages import BY_CODE, ENGLISH

KEPT_SECONDS = 10  # the longest that a change takes to show

Version = tuple[int, date]


@dataclass(frozen=True)
class City:
    """The city's own answers: neighborhoods by slug, languages to speak by code."""

    places: dict[str, Neighborhood]
    spoken: dict[str, SpokenLanguage]


@dataclass(frozen=True)
class Reach:
    """A telephone number and an e-mail address; both may be empty."""

    phone: str
    email: str


@dataclass(frozen=True)
class SiteText:
    """What staff wrote for every public page: who we are, pages by key, and all notices."""

    office: Office | None
    pages: dict[str, Page]
    notices: list[Notice]

    def notices_on(self, day: date) -> list[Notice]:
        """Those that stand on public pages on `day`."""
        return [notice for notice in self.notices if notice.is_shown_on(day)]

    def pages_of(self, call: Call | None) -> list[Page]:
        """The pages of a call, or of the site itself; the head of the home page is none."""
        call_id = call and call.pk
        return [p for p in self.pages.values() if p.call_id == call_id and p.key != HOME]


def published(slug: str) -> Call | None:
    """The published call under this address with sections, questions and choices loaded."""
    return _load_call(slug, version())


def current() -> Call | None:
    """The published call whose turn it is: see `by_turn`."""
    return published(in_turn[0].slug) if (in_turn := by_turn(calls())) else None


def calls() -> list[Call]:
    """Every published call, without its sections and questions."""
    return _load_calls(version())


def has_gaps(call: Call) -> bool:
    """Whether some of the call's wording is in English only, for a reader of another language."""
    return _has_gaps(call, get_language(), version())


@lru_cache(maxsize=400)
def _has_gaps(call: Call, _language: str, _version: Version) -> bool:
    rows = [call, *call.sections.all(), *call.questions.all()]
    choices = [choice for question in call.questions.all() for choice in question.choices.all()]
    return any(map(wording.has_gaps, [*rows, *choices]))


def reach(call: Call | None) -> Reach:
    """How to reach somebody about `call`: its own phone and e-mail, or else the office's."""
    office = site_text().office or Office()
    own = call or Call()
    return Reach(own.help_phone or office.phone, own.help_email or office.email)


def still_checking(code: str, call: Call | None, page: Page | None = None) -> bool:
    """Whether readers of this language are shown words that nobody has checked as they stand.

    They are the site's own, today's notices, and those of the call and the page they look at.
    """
    return code != ENGLISH.code and _still_checking(code, call, page, version())


def city() -> City:
    """Neighborhoods and spoken languages, in the order in which they are offered."""
    return _load_city(version())


def site_text() -> SiteText:
    """The office, pages and notices."""
    return _load_site_text(version())


def version() -> Version:
    """Another one after each change of staff's, seen within KEPT_SECONDS, and on each new day."""
    return _count_changes(int(time.monotonic() / KEPT_SECONDS)), timezone.localdate()


def forget() -> None:
    """Load afresh next time, in this process."""
    _count_changes.cache_clear()
    _load_calls.cache_clear()
    _load_call.cache_clear()
    _load_city.cache_clear()
    _load_site_text.cache_clear()
    _still_checking.cache_clear()
    _has_gaps.cache_clear()
    cache.clear()  # pages drawn of it


@lru_cache(maxsize=1)
def _count_changes(_period: int) -> int:
    return count_changes()


@lru_cache(maxsize=2)
def _load_calls(_version: Version) -> list[Call]:
    return list(queries.published_calls())


@lru_cache(maxsize=32)
def _load_call(slug: str, _version: Version) -> Call | None:
    wanted = queries.published_calls().filter(slug=slug)
    return wanted.prefetch_related("sections", "questions__choices").first()


@lru_cache(maxsize=2)
def _load_city(_version: Version) -> City:
    return City(
        places={place.slug: place for place in queries.neighborhoods()},
        spoken={each.code: each for each in SpokenLanguage.objects.all()},
    )


@lru_cache(maxsize=2)
def _load_site_text(_version: Version) -> SiteText:
    return SiteText(
        office=Office.objects.first(),
        pages={page.key: page for page in queries.published_pages()},
        notices=list(Notice.objects.all()),
    )


@lru_cache(maxsize=256)
def _still_checking(code: str, call: Call | None, page: Page | None, _version: Version) -> bool:
    language, text = BY_CODE[code], site_text()
    rows = [text.office, *text.notices_on(timezone.localdate()), page or text.pages.get(HOME)]
    if call := call or current():
        rows += rows_of(published(call.slug) or call)
    texts = wording_checks.texts_of(filter(None, rows), language)
    return bool(wording_checks.unchecked(texts, wording_checks.checked_digests()[code]))
