"""The staff site: Django's admin with our own pages, one navigation, and permissions by role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from core import held, navigation
from core.permissions import Permission
from core.sign_in import second_step

View = Callable[..., HttpResponse]

# What we use of the admin's own addresses; the last, without a name, sends strangers to sign in.
_OF_THE_ADMIN = {"login", "logout", "password_change", None}


@dataclass(frozen=True)
class Page:
    """A work page of the staff site; with a `label` it stands in the navigation."""

    route: str
    view: View
    name: str
    permission: Permission | None
    label: str = ""


class StaffSite(admin.AdminSite):
    """Our admin: apps add work pages with `page()`; no table is edited in the admin itself."""

    site_header = "Community-Led Design Group"
    site_title = "Design Group staff"
    index_title = "Today"
    site_url = "/"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, name: str = "staff") -> None:
        super().__init__(name)
        self.pages: list[Page] = []

    def page(
        self,
        route: str,
        view: View,
        *,
        name: str,
        permission: Permission | None,
        label: str = "",
    ) -> None:
        """Mount a work page at /staff/<route>; `permission` None means any signed-in staff."""
        self.pages.append(Page(route, self._guarded(view, permission), name, permission, label))

    def _guarded(self, view: View, permission: Permission | None) -> View:
        """`view` for signed-in staff who hold `permission`; others sign in, or get a 403."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission is not None and not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_view(guarded)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """The admin's guard; who was signed out while typing keeps what was typed."""
        guarded = super().admin_view(view, cacheable)

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                site = self.each_context(request)
                return held.answer(
                    request, "admin/signed_out.html", status=403,
                    title="You were signed out", **site,
                )  # fmt: skip
            return guarded(request, *args, **kwargs)

        return kept

    def get_urls(self) -> list[URLPattern]:
        ours = [path(page.route, page.view, name=page.name) for page in self.pages]
        return ours + [url for url in super().get_urls() if url.name in _OF_THE_ADMIN]

    def has_permission(self, request: HttpRequest) -> bool:
        """Signed in, with the second step where one is required (core.sign_in.second_step)."""
        user = request.user
        return user.is_authenticated and user.is_staff and second_step.suffices(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "navigation": self.navigation(request)}

    def navigation(self, request: HttpRequest) -> list[navigation.Group]:
        """The pages this person may open, by task; the home page stands before them."""
        if not self.has_permission(request):
            return []
        entries = [
            navigation.Entry(page.label, reverse(f"staff:{page.name}"), page.permission)
            for page in self.pages
            if page.label and page.permission and request.user.may(page.permission)
        ]
        return navigation.grouped(entries, request.path)

    def render(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        """Answer with a staff page: `context` needs a `title`."""
        return render(request, template, {**self.each_context(request), **context}, status=status)


staff_site = StaffSite()
