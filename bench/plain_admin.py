"""The staff list and scoring as a plain Django admin over the same rows: peers of P5 and P6."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from applications.models import Contact
from reviewers.models import Review, Score


class Open:
    """Everybody may do everything: a plain admin asks no roles."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ContactAdmin(Open, admin.ModelAdmin):
    """The same columns, filters and search fields; 50 a page; the newest first."""

    list_display = ["reference", "name", "neighborhood", "language", "channel", "received_at"]
    list_select_related = ["revision__application", "neighborhood"]
    list_filter = [
        "neighborhood",
        "revision__language",
        "revision__application__channel",
        "revision__application__status",
    ]
    search_fields = [
        "full_name",
        "chosen_name",
        "email",
        "phone",
        "revision__application__reference",
    ]
    ordering = ["-revision__application__received_at", "-revision__application__pk"]
    list_per_page = 50

    def reference(self, contact: Contact) -> str:
        """A column."""
        return contact.revision.application.reference

    def language(self, contact: Contact) -> str:
        """A column."""
        return contact.revision.language

    def channel(self, contact: Contact) -> str:
        """A column."""
        return contact.revision.application.channel

    def received_at(self, contact: Contact) -> Any:
        """A column."""
        return contact.revision.application.received_at


class Changeable(Open):
    """As `Open`, and to change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ScoreInline(Changeable, admin.TabularInline):
    """A row for each criterion."""

    model = Score
    extra = 6
    max_num = 6


class ReviewAdmin(Changeable, admin.ModelAdmin):
    """A review with its scores."""

    fields = ["application", "reviewer", "version"]
    readonly_fields = ["application", "reviewer"]
    inlines = [ScoreInline]


class ScoreAdmin(Changeable, admin.ModelAdmin):
    """One score alone: the least that an admin can ask to open and to save something."""

    fields = ["review", "criterion", "points"]
    readonly_fields = ["review", "criterion"]


plain_site = admin.AdminSite("bench")
plain_site.register(Contact, ContactAdmin)
plain_site.register(Review, ReviewAdmin)
plain_site.register(Score, ScoreAdmin)
