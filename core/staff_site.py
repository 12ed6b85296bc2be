"""The staff site: Django's admin with our own pages, one navigation, and permissions by role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, reverse

from core import navigation, resubmit
from core.permissions import Permission
from core.sign_in import second_step

View = Callable[..., HttpResponse]

# The admin's own addresses that we use; the one without a name redirects to signing in.
_OF_THE_ADMIN = {"login", "logout", "password_change", None}


@dataclass(frozen=True)
class Page:
    """A page of the staff site."""

    pattern: URLPattern

    @property
    def name(self) -> str:
        """Its URL name, without "staff:"."""
        return self.pattern.name

    @property
    def route(self) -> str:
        """Its address below /staff/."""
        return str(self.pattern.pattern)

    @cached_property
    def url(self) -> str:
        """Its whole address, if that names nothing."""
        return reverse(f"staff:{self.name}")

    @property
    def view(self) -> View:
        """Its view, with the check of `staff_page`."""
        return self.pattern.callback

    @property
    def permission(self) -> Permission | None:
        """The permission to open it; None for all signed-in staff."""
        return self.view.permission

    @property
    def label(self) -> str:
        """Its label in the navigation; "" if it is not there."""
        return self.view.label

    @property
    def is_of_call(self) -> bool:
        """Whether it is about the call that its address names."""
        return self.view.is_of_call


class StaffSite(admin.AdminSite):
    """Our admin: apps list work pages in `staff_urls`; no table is edited in the admin itself."""

    site_header = "Community-Led Design Group"
    site_title = "Design Group staff"
    index_title = "Today"
    site_url = "/"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """The admin's check; somebody signed out while typing can send the same again."""
        guarded = super().admin_view(view, cacheable)

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                site = self.each_context(request)
                return resubmit.page(
                    request,
                    "admin/signed_out.html",
                    status=403,
                    title="You were signed out",
                    **site,
                )
            return guarded(request, *args, **kwargs)

        return kept

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("", include([page.pattern for page in self.pages]))] + [
            url for url in super().get_urls() if url.name in _OF_THE_ADMIN
        ]

    @cached_property
    def pages(self) -> list[Page]:
        """Every page of settings.STAFF_URLS. Raises ImproperlyConfigured without @staff_page."""
        patterns = [
            pattern
            for module in settings.STAFF_URLS
            for pattern in import_module(module).urlpatterns
        ]
        for pattern in patterns:
            if not hasattr(pattern.callback, "permission"):
                raise ImproperlyConfigured(f"{pattern} needs @staff_page on its view")
        return [Page(pattern) for pattern in patterns]

    def has_permission(self, request: HttpRequest) -> bool:
        """Signed in, with the second step where one is required (core.sign_in.second_step)."""
        user = request.user
        return user.is_authenticated and user.is_staff and second_step.suffices(request)

    def each_context(self, request: HttpRequest, call: str = "") -> dict[str, Any]:
        return {**super().each_context(request), "navigation": self.navigation(request, call)}

    def navigation(self, request: HttpRequest, call: str = "") -> list[navigation.Group]:
        """The pages that the reader may open, by task, without the home page.

        Those about a call lead to `call`, the one of this page.
        """
        if not self.has_permission(request):
            return []
        entries = [
            navigation.Entry(
                page.label,
                page.url,
                page.permission,
                f"?call={call}" if call and page.is_of_call else "",
            )
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
        """Answer with a staff page: `context` needs a `title`, and `call` if it is about one."""
        call = getattr(context.get("call"), "slug", "")
        return render(
            request, template, {**self.each_context(request, call), **context}, status=status
        )


staff_site = StaffSite("staff")


def staff_page(
    permission: Permission | None, *, label: str = "", is_of_call: bool = False
) -> Callable[[View], View]:
    """Decorator of a view: a page for signed-in staff with `permission`; None means all.

    Others sign in, or get a 403. With a `label` the page is in the navigation; one that
    `is_of_call` opens there with the call of the page before. Must be the first decorator, so that
    nothing runs before it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def permitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission is not None and not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        page = staff_site.admin_view(permitted)
        page.permission, page.label, page.is_of_call = permission, label, is_of_call
        return page

    return decorate
