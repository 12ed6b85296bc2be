"""Accounts, to be read."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.models import User
from core.permissions import Permission
from core.staff_site import ReadOnlyAdmin, staff_site


@admin.register(User, site=staff_site)
class AccountAdmin(ReadOnlyAdmin):
    permission = Permission.MANAGE_ACCOUNTS
    list_display = ["name", "email", "role_names", "is_active"]
    list_filter = ["groups", "is_active"]
    fields = ["name", "email", "role_names", "is_active", "joined_at"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def role_names(self, user: User) -> str:
        return ", ".join(role.label for role in user.roles)
