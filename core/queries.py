"""Queries about accounts, invitations, and their changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Value

from core import paging
from core.models import Invitation, User
from core.permissions import MAY, Permission, Role
from core.sign_in.second_step import KINDS


def accounts() -> QuerySet[User]:
    """Every account by name, open ones first, with its roles and `has_second_step`."""
    second_steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=KINDS)
    return (
        User.objects.annotate(has_second_step=Exists(second_steps))
        .prefetch_related("groups")
        .order_by("-is_active", "name", "pk")
    )


def waiting_invitations() -> QuerySet[Invitation]:
    """Invitations neither accepted nor taken back, expired ones included."""
    waiting = Invitation.objects.filter(accepted_at=None, taken_back_at=None)
    return waiting.select_related("invited_by").order_by("invited_at", "pk")


def only_by(account: User, *, keeps: Iterable[Role] = ()) -> list[Permission]:
    """What nobody else with an open account may do: it stands still once this one is closed.

    Or once it `keeps` only these roles.
    """
    others = User.objects.filter(is_active=True).exclude(pk=account.pk)
    covered = _may(Group.objects.filter(user__in=others).values_list("name", flat=True))
    covered |= _may(role.value for role in keeps)
    own = _may(role.value for role in account.roles)
    return [each for each in Permission if each in own - covered]


def leaves_one_to_release(account: User, *, keeps: Iterable[Role] = ()) -> bool:
    """Whether one other person alone could release then, and so nobody what that one chose."""
    release = Permission.RELEASE_DECISIONS
    if release not in _may(role.value for role in account.roles) - _may(r.value for r in keeps):
        return False
    roles = [role.value for role in Role if release in MAY[role]]
    others = User.objects.filter(is_active=True, groups__name__in=roles).exclude(pk=account.pk)
    return others.distinct().count() == 1


def _may(roles: Iterable[str]) -> set[Permission]:
    named = set(roles)
    return {each for role in Role if role.value in named for each in MAY[role]}


def has_administrator() -> bool:
    """Whether anybody can open accounts."""
    return User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value).exists()


@dataclass(frozen=True)
class Change:
    """One change of an account from the history; `by` is None for a command."""

    at: datetime
    by: User | None
    account: User | None
    what: str
    on_site: bool


# Action's name in the history → what it did to the account
DONE = {
    "core.accounts.add_account": "account made",
    "core.invitations.accept": "account made",
    "core.accounts.deactivate_account": "account closed",
    "core.accounts.reactivate_account": "account opened again",
    "core.accounts.remove_second_step": "second step removed",
}
_COLUMNS = ("pgh_created_at", "pgh_id", "pgh_label", "pgh_context", "whom", "role")
_NEWEST_FIRST = ("-pgh_created_at", "-whom", "-role", "-pgh_id")


class AccountChanges:
    """Rows of `_COLUMNS` for `as_changes`: roles, and the accounts themselves (paging.Source)."""

    def key(self, row: tuple[Any, ...]) -> str:
        """The table, and its number there."""
        _at, pk, *_rest, role = row
        return f"{'role' if role else 'account'}-{pk}"

    def cursor(self, key: str) -> tuple[Any, ...] | None:
        """Where the change with this key stands."""
        kind, _, number = key.partition("-")
        if kind not in self._tables() or not paging.is_number(number):
            return None
        columns = [column.lstrip("-") for column in _NEWEST_FIRST]
        return self._tables()[kind].filter(pk=int(number)).values_list(*columns).first()

    def read(
        self, cursor: tuple[Any, ...] | None, *, backward: bool, most: int
    ) -> list[tuple[Any, ...]]:
        """Of both tables as one."""
        columns = paging.toward(_NEWEST_FIRST, backward=backward)
        tables = self._tables().values()
        if cursor is not None:
            tables = [table.filter(paging.past(columns, cursor)) for table in tables]
        first, *others = (table.values_list(*_COLUMNS) for table in tables)
        return list(first.union(*others, all=True).order_by(*columns)[:most])

    def count(self) -> int:
        """All of them: there are some for each account."""
        return sum(table.count() for table in self._tables().values())

    def _tables(self) -> dict[str, QuerySet[Any]]:
        roles, people = (apps.get_model("core", name) for name in ("RoleHeldEvent", "UserEvent"))
        return {
            "role": roles.objects.annotate(whom=F("user_id"), role=F("group_id")),
            "account": people.objects.annotate(whom=F("pgh_obj_id"), role=Value(0, IntegerField())),
        }


def as_changes(rows: Sequence[tuple[Any, ...]]) -> list[Change]:
    """Rows of `AccountChanges` in words."""
    contexts = [context or {} for _at, _id, _label, context, _whom, _role in rows]
    ids = {row[4] for row in rows} | {context.get("user") for context in contexts}
    people = User.objects.in_bulk([pk for pk in ids if pk is not None])
    groups = dict(Group.objects.values_list("pk", "name"))
    return [
        Change(
            at=at,
            by=people.get(context.get("user")),
            account=people.get(whom),
            what=_words(label, context.get("action", ""), groups.get(role, "")),
            on_site=bool(context),
        )
        for (at, _id, label, _context, whom, role), context in zip(rows, contexts, strict=True)
    ]


def _words(label: str, action: str, role: str) -> str:
    if role:
        return {"insert": f"{role} given", "delete": f"{role} taken away"}.get(label, role)
    return DONE.get(action, f"account changed ({label})")
