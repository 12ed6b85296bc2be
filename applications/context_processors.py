"""The parts of every public page: office, notices, help and other pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from applications.form import site_cache
from applications.models import Notice, Office, Page
from applications.models.site_text import CRISIS, HELP


class Site:
    """Lazy: loads only what a template uses."""

    @property
    def office(self) -> Office | None:
        """The city and its office."""
        return site_cache.site_text().office

    @property
    def notices(self) -> list[Notice]:
        """Today's notices."""
        return site_cache.site_text().notices_on(timezone.localdate())

    @property
    def pages(self) -> list[Page]:
        """The pages of the site, for its footer."""
        return site_cache.site_text().pages_of(None)

    @property
    def help_page(self) -> Page | None:
        """The page about help in other languages."""
        return site_cache.site_text().pages.get(HELP)

    @property
    def crisis_page(self) -> Page | None:
        """The page with crisis lines."""
        return site_cache.site_text().pages.get(CRISIS)


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` for templates; pages without the database pass None instead."""
    return {"site": Site()}
