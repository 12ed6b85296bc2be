"""An in-memory cache of the content of public pages, until staff change it.

Without it, every page would load the wording of all questions and choices in twelve languages.
Every few seconds one query checks whether anything has changed. Whether a call is open is not
cached: that depends on its dates and the clock, and the gate reads the dates from the database.
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
from applications.form.queries.calls import in_display_order
from applications.form.queries.content import count_changes
from applications.models import Call, Neighborhood, Notice, Office, Page, SpokenLanguage
from applications.models.site_text import HOME
from core.languages import BY_CODE, ENGLISH

KEPT_SECONDS = 10  # seconds until a change shows, at most

Version = tuple[int, date]


@dataclass(frozen=True)
class City:
    """The city's choices: neighborhoods by slug, spoken languages by code."""

    places: dict[str, Neighborhood]
    spoken: dict[str, SpokenLanguage]


@dataclass(frozen=True)
class HelpContact:
    """The phone number and e-mail address for help; both may be empty."""

    phone: str
    email: str


@dataclass(frozen=True)
class SiteText:
    """Staff-written content of every public page: the office, pages by key, and all notices."""

    office: Office | None
    pages: dict[str, Page]
    notices: list[Notice]

    def notices_on(self, day: date) -> list[Notice]:
        """The notices to show on `day`."""
        return [notice for notice in self.notices if notice.is_shown_on(day)]

    def pages_of(self, call: Call | None) -> list[Page]:
        """The pages of a call, or of the site, without the home page's."""
        call_id = call and call.pk
        return [p for p in self.pages.values() if p.call_id == call_id and p.key != HOME]


def published(slug: str) -> Call | None:
    """The published call with this slug, with its sections, questions and choices."""
    return _load_call(slug, version())


def current() -> Call | None:
    """The first published call in display order."""
    return published(ordered[0].slug) if (ordered := in_display_order(calls())) else None


def calls() -> list[Call]:
    """Every published call, without its sections and questions."""
    return _load_calls(version())


def is_partly_english(call: Call) -> bool:
    """Whether some wording of the call is missing in the active language."""
    return _is_partly_english(call, get_language(), version())


@lru_cache(maxsize=400)
def _is_partly_english(call: Call, _language: str, _version: Version) -> bool:
    rows = [call, *call.sections.all(), *call.questions.all()]
    choices = [choice for question in call.questions.all() for choice in question.choices.all()]
    return any(map(wording.is_partly_english, [*rows, *choices]))


def help_contact(call: Call | None) -> HelpContact:
    """The phone and e-mail for help with `call`, else the office's."""
    office = site_text().office or Office()
    own = call or Call()
    return HelpContact(own.help_phone or office.phone, own.help_email or office.email)


def has_unchecked_wording(code: str, call: Call | None, page: Page | None = None) -> bool:
    """Whether a page in this language has unchecked wording.

    Looks at the site's own messages, today's notices, the call and the page.
    """
    return code != ENGLISH.code and _has_unchecked_wording(code, call, page, version())


def city() -> City:
    """Neighborhoods and spoken languages, in the form's order."""
    return _load_city(version())


def site_text() -> SiteText:
    """The office, pages and notices."""
    return _load_site_text(version())


def version() -> Version:
    """The cache's version: changes within KEPT_SECONDS of an edit, and on each new day."""
    return _count_changes(int(time.monotonic() / KEPT_SECONDS)), timezone.localdate()


def clear() -> None:
    """Clear the cache of this process."""
    _count_changes.cache_clear()
    _load_calls.cache_clear()
    _load_call.cache_clear()
    _load_city.cache_clear()
    _load_site_text.cache_clear()
    _has_unchecked_wording.cache_clear()
    _is_partly_english.cache_clear()
    cache.clear()  # pages rendered from it


@lru_cache(maxsize=1)
def _count_changes(_period: int) -> int:
    return count_changes()


@lru_cache(maxsize=2)
def _load_calls(_version: Version) -> list[Call]:
    return list(queries.published_calls())


@lru_cache(maxsize=32)
def _load_call(slug: str, _version: Version) -> Call | None:
    calls = queries.published_calls().filter(slug=slug)
    return calls.prefetch_related("sections", "questions__choices").first()


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
def _has_unchecked_wording(
    code: str, call: Call | None, page: Page | None, _version: Version
) -> bool:
    language, text = BY_CODE[code], site_text()
    rows = [text.office, *text.notices_on(timezone.localdate()), page or text.pages.get(HOME)]
    if call := call or current():
        rows += rows_of(published(call.slug) or call)
    texts = wording_checks.texts_of(filter(None, rows), language)
    return bool(wording_checks.unchecked(texts, wording_checks.checked_digests()[code]))
