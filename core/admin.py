"""Accounts and the access log, to be read."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.models import AccessEvent, User
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


@admin.register(AccessEvent, site=staff_site)
class AccessLogAdmin(ReadOnlyAdmin):
    permission = Permission.READ_ACCESS_LOG
    list_display = ["at", "by", "what", "object_id", "query", "count", "reason"]
    list_filter = ["what"]
    list_select_related = ["by"]
    ordering = ["-at", "-pk"]
    show_full_result_count = False
