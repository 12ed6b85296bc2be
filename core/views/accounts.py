"""Staff pages: accounts, their roles, and who changed them."""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core import accounts, kept_input, queries
from core.forms import TAKES_TWO, AccountRolesForm
from core.models import User
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import newest_first, short_table


@staff_page(Permission.MANAGE_ACCOUNTS, label="Accounts")
@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts with their roles, and open invitations."""
    context = {
        "title": "Accounts",
        "accounts": short_table(
            request,
            queries.accounts(),
            sorts={
                "name": attrgetter("name"),
                "email": attrgetter("email"),
                "last-sign-in": attrgetter("last_login"),
                "status": attrgetter("is_active"),
            },
        ),
        "invitations": queries.waiting_invitations(),
    }
    return staff_site.render(request, "core/account_list.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
def account_detail(request: HttpRequest, account: int) -> HttpResponse:
    """One account: change its roles, close it, remove its second step."""
    found = get_object_or_404(queries.accounts(), pk=account)
    current = [role.value for role in found.roles]
    initial = {"roles": current, "seen": current}
    is_own = found.pk == request.user.pk
    asks_of = None if is_own else found
    form = kept_input.form_of(request, AccountRolesForm, initial=initial, account=asks_of)

    def change() -> HttpResponse:
        changed = accounts.change_roles(by=request.user, account=found, **form.cleaned_data)
        done = f"The roles of {found} are changed."
        _say(request, changed, done=done, nothing="Those were the roles already.")
        return redirect("staff:account-detail", found.pk)

    if request.method == "POST":
        return kept_input.done_or_back(request, form, change)
    context = {
        "title": found.name,
        "account": found,
        "form": form,
        "is_own": is_own,
    }
    return staff_site.render(request, "core/account_detail.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
def account_deactivate(request: HttpRequest, account: int) -> HttpResponse:
    """Ask, saying what would stand still; then close an account and end its sessions."""
    if request.method != "POST":
        return _ask_to_close(request, get_object_or_404(User, pk=account))
    return _change(
        request,
        accounts.deactivate_account,
        account,
        done="{} can no longer sign in, and is signed out everywhere.",
        nothing="The account of {} was closed already.",
    )


def _ask_to_close(request: HttpRequest, account: User) -> HttpResponse:
    detail = reverse("staff:account-detail", args=[account.pk])
    if account == request.user or not account.is_active:
        return redirect(detail)
    context = {
        "title": f"Close the account of {account}?",
        "account": account,
        "only": queries.only_by(account),
        "takes_two": TAKES_TWO if queries.leaves_one_to_release(account) else "",
        "back": detail,
    }
    return staff_site.render(request, "core/account_close.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
def account_reactivate(request: HttpRequest, account: int) -> HttpResponse:
    """Open an account again."""
    return _change(
        request,
        accounts.reactivate_account,
        account,
        done="{} can sign in again.",
        nothing="The account of {} was open already.",
    )


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
def factor_remove(request: HttpRequest, account: int) -> HttpResponse:
    """Remove a lost second step, so that its owner can set up another."""
    return _change(
        request,
        accounts.remove_second_step,
        account,
        done="The second step of {} is removed. They are told by email and set up a new one when "
        "they next sign in.",
        nothing="{} had no second step.",
    )


@staff_page(Permission.READ_ROLE_CHANGES, label="Role changes")
@require_GET
def account_history(request: HttpRequest) -> HttpResponse:
    """Who changed whose account and roles, newest first; for the auditor."""
    changes = queries.AccountChanges()
    table = newest_first(request, changes)
    context = {
        "title": "Role changes",
        "table": replace(table, rows=queries.as_changes(table.rows), count=changes.count()),
    }
    return staff_site.render(request, "core/account_history.html", context)


def _change(
    request: HttpRequest, action: Callable[..., bool], account: int, *, done: str, nothing: str
) -> HttpResponse:
    """Run an action on an account, and say what came of it."""
    found = get_object_or_404(User, pk=account)
    with refusal_as_message(request):
        changed = action(by=request.user, account=found)
        _say(request, changed, done=done.format(found), nothing=nothing.format(found))
    return redirect("staff:account-detail", found.pk)


def _say(request: HttpRequest, changed: bool, *, done: str, nothing: str) -> None:
    say = messages.success if changed else messages.info
    say(request, done if changed else nothing)
