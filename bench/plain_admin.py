"""The staff list as a plain Django admin over the same rows: the peer of P5."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from applications.models import Contact


class ContactAdmin(admin.ModelAdmin):
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

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


plain_site = admin.AdminSite("bench")
plain_site.register(Contact, ContactAdmin)
