"""Accounts: who may change whose, what the database refuses, and what the auditor reads."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from core import queries
from core.accounts import (
    add_account,
    change_roles,
    deactivate_account,
    reactivate_account,
    remove_second_step,
)
from core.actions import Refused, action
from core.models import OutgoingMail, User
from core.paging import page_of
from core.permissions import Role
from tests.core.sign_in.signing_in import add_authenticator
from tests.factories import story
from tests.factories.applications import apply
from tests.factories.staff import PASSWORD
from tests.refusals import refuses


def another_administrator() -> User:
    return add_account(
        by=None,
        email="second@example.org",
        name="Second",
        roles=[Role.ADMINISTRATOR],
        password_hash=make_password(PASSWORD),
    )


def another_clerk() -> User:
    return add_account(
        by=None,
        email="clerk2@example.org",
        name="Another clerk",
        roles=[Role.CLERK],
        password_hash=make_password(PASSWORD),
    )


def administrators() -> int:
    return User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True).count()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(cast) -> list[tuple[str, str, str]]:
    """(account, what, by) as the auditor's page has them."""
    changes = queries.as_changes(page_of(queries.AccountChanges()).rows)
    return [(str(c.account), c.what, str(c.by) if c.on_site else "past the site") for c in changes]


@pytest.mark.django_db(transaction=True)
def test_roles_are_changed_told_and_on_record(cast) -> None:
    page = f"/staff/accounts/{cast.clerk.pk}/"
    client = browser(cast.administrator)
    assert b'value="Clerk"' in client.get(page).content
    another_clerk()
    client.post(page, {"roles": ["Reviewer", "Finance"], "seen": ["Clerk"]})
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.REVIEWER, Role.FINANCE]
    mail = OutgoingMail.objects.get()
    assert mail.to_address == "clerk@example.org"
    assert "changed your roles" in mail.body
    assert set(words(cast)[:3]) == {
        ("Clerk", "Finance given", "Administrator"),
        ("Clerk", "Reviewer given", "Administrator"),
        ("Clerk", "Clerk taken away", "Administrator"),
    }
    seen = browser(cast.auditor).get("/staff/role-changes/").content.decode()
    assert "Reviewer given" in seen
    assert seen.index("Reviewer given") < seen.index("Account made")


@pytest.mark.django_db
def test_roles_that_were_those_already_change_nothing(cast) -> None:
    before = len(words(cast))
    assert not change_roles(by=cast.administrator, account=cast.clerk, roles=[Role.CLERK], seen=[])
    assert len(words(cast)) == before
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_roles_can_all_be_taken_away(cast) -> None:
    page = f"/staff/accounts/{cast.clerk.pk}/"
    another_clerk()
    browser(cast.administrator).post(page, {"seen": ["Clerk"]})
    assert User.objects.get(pk=cast.clerk.pk).roles == []
    assert browser(cast.clerk).get("/staff/paper/").status_code == 403


@pytest.mark.django_db
def test_role_of_its_only_holder_is_asked_about_once(cast) -> None:
    page, client = f"/staff/accounts/{cast.clerk.pk}/", browser(cast.administrator)
    asked = client.post(page, {"roles": ["Finance"], "seen": ["Clerk"]}, follow=True)
    shown = asked.content.decode()
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.CLERK], "nothing is saved yet"
    assert "stands still until somebody gets the role" in shown
    assert "<li>Enter applications from paper</li>" in shown and "Save all the same" in shown
    form = asked.context["form"]
    assert form["roles"].value() == ["Finance"], "what was ticked stays"
    sent = {name: form[name].value() for name in ("roles", "seen", "asked")}
    client.post(page, sent)
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.FINANCE]


@pytest.mark.django_db
def test_roles_that_another_changed_meanwhile_are_told(cast) -> None:
    page, second = f"/staff/accounts/{cast.clerk.pk}/", another_administrator()
    browser(second).post(page, {"roles": ["Clerk", "Finance"], "seen": ["Clerk"]})
    given = {"roles": ["Clerk", "Reviewer"], "seen": ["Clerk"]}
    answer = browser(cast.administrator).post(page, given, follow=True)
    words_shown = answer.content.decode()
    assert "They are now: Clerk, Finance." in words_shown
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.CLERK, Role.FINANCE]
    form = answer.context["form"]
    assert form["roles"].value() == ["Clerk", "Reviewer"], "what was ticked stays"
    browser(cast.administrator).post(page, given | {"seen": form["seen"].value()})
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.CLERK, Role.REVIEWER]


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["Superuser", "", "Clerk'--"])
def test_roles_that_do_not_exist_are_refused(cast, bad) -> None:
    page, given = f"/staff/accounts/{cast.clerk.pk}/", {"roles": ["Finance", bad]}
    answer = browser(cast.administrator).post(page, given, follow=True)
    assert answer.context["form"].errors
    assert User.objects.get(pk=cast.clerk.pk).roles == [Role.CLERK]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "close/", "open/", "second-step/"])
def test_own_account_is_changed_by_nobody(cast, page) -> None:
    add_authenticator(cast.administrator)
    me = cast.administrator
    client = browser(me)
    answer = client.post(f"/staff/accounts/{me.pk}/{page}", {"roles": ["Coordinator"]}, follow=True)
    assert "Nobody changes their own account" in answer.content.decode()
    now = User.objects.get(pk=me.pk)
    assert now.roles == [Role.ADMINISTRATOR]
    assert now.is_active
    assert Authenticator.objects.filter(user=me).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("change", [change_roles, deactivate_account, remove_second_step])
def test_account_is_changed_by_administrators_only(cast, change) -> None:
    given = {"roles": [Role.FINANCE], "seen": []} if change is change_roles else {}
    with refuses("not_administrator"):
        change(by=cast.coordinator, account=cast.clerk, **given)
    with refuses("own_account"):
        change(by=cast.administrator, account=cast.administrator, **given)


@action
def take_for_oneself(*, by: User, role: Role) -> None:
    """What no action of the site does."""
    by.groups.add(Group.objects.get(name=role))


@action
def drop_own_role(*, by: User) -> None:
    by.groups.clear()


@action
def close_oneself(*, by: User) -> None:
    User.objects.filter(pk=by.pk).update(is_active=False)


@pytest.mark.django_db
def test_database_refuses_changes_of_ones_own(cast) -> None:
    clerk = cast.clerk
    with pytest.raises(IntegrityError, match="nobody_changes_their_own_roles"):
        take_for_oneself(by=clerk, role=Role.FINANCE)
    with pytest.raises(IntegrityError, match="nobody_changes_their_own_roles"):
        drop_own_role(by=clerk)
    with pytest.raises(IntegrityError, match="nobody_closes_or_opens_their_own_account"):
        close_oneself(by=clerk)
    assert User.objects.get(pk=clerk.pk).roles == [Role.CLERK]


@pytest.mark.django_db
def test_database_refuses_permissions_past_the_roles(cast) -> None:
    permission = Permission.objects.get(codename="pay_stipends")
    with (
        pytest.raises(DatabaseError, match="permissions_come_from_roles_only"),
        transaction.atomic(),
    ):
        cast.clerk.user_permissions.add(permission)
    assert not User.objects.get(pk=cast.clerk.pk).has_perm("core.pay_stipends")


@pytest.mark.django_db(transaction=True)
def test_change_made_past_the_site_is_seen_by_the_auditor(cast) -> None:
    finance = Group.objects.get(name=Role.FINANCE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_user_groups (user_id, group_id) VALUES (%s, %s)",
            [cast.clerk.pk, finance.pk],
        )
    assert words(cast)[0] == ("Clerk", "Finance given", "past the site")
    assert "Past the site" in browser(cast.auditor).get("/staff/role-changes/").content.decode()


@pytest.mark.django_db
def test_closing_an_account_asks_and_says_what_would_stand_still(call, cast) -> None:
    story.assigned(apply(call), cast)
    client = browser(cast.administrator)

    def asked(account: User) -> str:
        page = client.get(f"/staff/accounts/{account.pk}/close/")
        assert User.objects.get(pk=account.pk).is_active
        return " ".join(page.content.decode().split())

    assert "Nobody else may do this" in asked(cast.auditor)
    assert "Read who opened what" in asked(cast.auditor)
    assert "Nobody else" not in asked(cast.coordinator), "there is a second one"
    assert "1 open reading of theirs stands still" in asked(cast.reviewer)
    assert client.get(f"/staff/accounts/{cast.administrator.pk}/close/").status_code == 302


@pytest.mark.django_db
def test_leaving_one_coordinator_is_asked_since_release_takes_two(cast) -> None:
    client, page = browser(cast.administrator), f"/staff/accounts/{cast.coordinator.pk}/"
    assert (takes_two := "One coordinator would be") in client.get(f"{page}close/").content.decode()
    given = {"roles": ["Reviewer"], "seen": ["Coordinator"]}
    asked = client.post(page, given, follow=True)
    assert takes_two in asked.content.decode()
    assert User.objects.get(pk=cast.coordinator.pk).roles == [Role.COORDINATOR]
    client.post(page, given | {"asked": asked.context["form"]["asked"].value()})
    assert User.objects.get(pk=cast.coordinator.pk).roles == [Role.REVIEWER]


@pytest.mark.django_db(transaction=True)
def test_account_closed_and_opened_is_on_record(cast) -> None:
    client = browser(cast.administrator)
    client.post(f"/staff/accounts/{cast.clerk.pk}/close/")
    again = client.post(f"/staff/accounts/{cast.clerk.pk}/close/", follow=True)
    assert "was closed already" in again.content.decode()
    assert not User.objects.get(pk=cast.clerk.pk).is_active
    client.post(f"/staff/accounts/{cast.clerk.pk}/open/")
    add_authenticator(cast.clerk)
    client.post(f"/staff/accounts/{cast.clerk.pk}/second-step/")
    assert [what for _who, what, by in words(cast)[:3] if by == "Administrator"] == [
        "second step removed",
        "account opened again",
        "account closed",
    ]
    assert not reactivate_account(by=cast.administrator, account=cast.clerk)


@pytest.mark.django_db
def test_closing_an_account_takes_its_invitations_back(cast) -> None:
    second = another_administrator()
    theirs, stays = story.invited(cast), story.invited(cast._replace(administrator=second))
    deactivate_account(by=second, account=cast.administrator)
    theirs.refresh_from_db()
    stays.refresh_from_db()
    assert not theirs.is_waiting
    assert theirs.taken_back_by == second
    assert stays.is_waiting


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_never_remove_each_other(cast) -> None:
    one, two = cast.administrator, another_administrator()
    start = threading.Barrier(2)
    ended: list[type] = []

    def remove(by: User, account: User) -> None:
        start.wait()
        try:
            change_roles(by=by, account=account, roles=[], seen=[Role.ADMINISTRATOR])
        except Refused as error:
            ended.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == ["not_administrator"]
    assert administrators() == 1
