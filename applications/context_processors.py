"""What stands on every public page: who we are, where to get help, notices, pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from applications.form import site_cache
from applications.models import Notice, Office, Page
from applications.models.site_text import CRISIS, HELP


class Site:
    """Read by templates only as far as they show it, so that other pages cost nothing."""

    @property
    def office(self) -> Office | None:
        """The city and its office."""
        return site_cache.site_text().office

    @property
    def notices(self) -> list[Notice]:
        """Those that stand today."""
        return site_cache.site_text().notices_on(timezone.localdate())

    @property
    def pages(self) -> list[Page]:
        """The pages of the whole site, for its foot."""
        return site_cache.site_text().pages_of(None)

    @property
    def help_page(self) -> Page | None:
        """How to get help in one's language."""
        return site_cache.site_text().pages.get(HELP)

    @property
    def crisis_page(self) -> Page | None:
        """Whom to call in a crisis."""
        return site_cache.site_text().pages.get(CRISIS)


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` for templates. A page that must do without the database passes None instead."""
    return {"site": Site()}
