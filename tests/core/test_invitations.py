"""Invitations: a link for one person, for a week, once; nothing of it is stored."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from core import queries
from core.accounts import deactivate_account
from core.invitations import accept, send_again, take_back
from core.models import Invitation, OutgoingMail, User
from core.paging import page_of
from core.permissions import Role
from tests.core.sign_in.signing_in import is_in, sign_in
from tests.factories import story
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

NEW = "three words and a tree"
BOTH = {"password1": NEW, "password2": NEW}
SENDS = {"name": "Ngọc Trần", "email": "Ngoc@Example.org", "roles": ["Clerk", "Reviewer"]}


def link_of(mail: OutgoingMail) -> str:
    return re.search(r"https?://[^/]+(/staff/\S+)", mail.body)[1]


def last_link() -> str:
    return link_of(OutgoingMail.objects.latest("pk"))


@pytest.fixture
def administrator(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator)
    return client


def test_invitation_becomes_an_account_that_signs_in(cast, administrator) -> None:
    administrator.post("/staff/accounts/invite/", SENDS)
    mail = OutgoingMail.objects.get()
    assert mail.to_address == "ngoc@example.org"
    assert "Administrator has invited you" in mail.body
    guest = Client()
    page = guest.get(link_of(mail)).content.decode()
    assert "ngoc@example.org" in page
    assert "Clerk, Reviewer" in page
    assert guest.post(link_of(mail), BOTH).url == "/staff/login/"
    sign_in(guest, "ngoc@example.org", NEW)
    assert is_in(guest)
    account = User.objects.get(email="ngoc@example.org")
    assert account.roles == [Role.CLERK, Role.REVIEWER]
    made = [
        c
        for c in queries.as_changes(page_of(queries.AccountChanges()).rows)
        if c.account == account
    ]
    assert {(c.what, str(c.by)) for c in made} == {
        ("account made", "Administrator"),
        ("Clerk given", "Administrator"),
        ("Reviewer given", "Administrator"),
    }


def test_link_has_192_bits_and_is_stored_nowhere(cast) -> None:
    invitation = story.invited(cast)
    assert len(invitation.token) == 32
    OutgoingMail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM core_invitation i")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT row_to_json(i)::text FROM core_invitationevent i")
        stored += str(cursor.fetchall())
    assert "invited" in stored
    assert invitation.token not in stored


def test_link_of_another_key_or_invitation_is_another(cast, settings) -> None:
    one, two = story.invited(cast), story.invited(cast)
    assert one.token != two.token
    before = one.token
    settings.LINK_KEY = "another key"
    assert not one.is_token(before)


def test_link_works_once(cast) -> None:
    story.invited(cast)
    link = last_link()
    assert Client().post(link, BOTH).status_code == 302
    assert Client().get(link).status_code == 404
    assert Client().post(link, BOTH).status_code == 404
    assert User.objects.filter(email__startswith="invited").count() == 1


def test_links_that_do_not_work_are_told_alike(cast) -> None:
    used, old, back, renewed = (story.invited(cast) for _ in range(4))
    links = [link_of(mail) for mail in OutgoingMail.objects.order_by("pk")]
    accept(by=None, invitation=used, password=NEW)
    week = timedelta(days=7)
    Invitation.objects.filter(pk=old.pk).update(
        invited_at=timezone.now() - 2 * week, expires_at=timezone.now() - week
    )
    take_back(by=cast.administrator, invitation=back)
    send_again(by=cast.administrator, invitation=renewed)
    links += ["/staff/invitation/999999/x/", links[0][:-4] + "xxx/"]
    answers = [Client().get(link) for link in links]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({re.sub(r'value="\w{64}"', "", a.content.decode()) for a in answers}) == 1
    assert [Client().post(link, BOTH).status_code for link in links] == [404] * 6
    assert Client().get(last_link()).status_code == 200, "the newest one works"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"password1": "short one", "password2": "short one"}, "at least 12"),
        ({"password1": NEW, "password2": "three words and a bee"}, "not the same"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
        ({"password1": "invited77person", "password2": "invited77person"}, "too similar"),
        ({"password1": "Boston-Staff-2021!", "password2": "Boston-Staff-2021!"}, "own words"),
        *(
            ({"password1": easy, "password2": easy}, "too easy to guess")
            for easy in (
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "121212121212",
                "qwertyuiop[]",
                "123456789012",
                "iloveyouiloveyou",
                "Password1234!",
                "x" * 200,
                "我想幫忙我想幫忙我想幫忙",
            )
        ),
        ({"password1": "", "password2": ""}, "Choose a password"),
    ],
)
def test_password_that_is_easy_to_guess_is_refused(cast, typed, expected) -> None:
    invitation = story.invited(cast)
    Invitation.objects.filter(pk=invitation.pk).update(name="Invited77 Person")
    page = Client().post(last_link(), typed)
    assert expected in page.content.decode()
    assert NEW not in page.content.decode()
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize(
    "good", ["boston terriers dig holes", "קפה שחור עם חלב", "nine oaks, one gate " * 9]
)
def test_password_that_is_long_is_taken_whatever_it_is_made_of(cast, good) -> None:
    invitation = story.invited(cast)
    Client().post(last_link(), {"password1": good, "password2": good})
    assert User.objects.get(email=invitation.email).check_password(good)


def test_inviting_says_what_is_wrong_and_keeps_what_was_typed(cast, administrator) -> None:
    def says(**changed) -> str:
        answer = administrator.post("/staff/accounts/invite/", SENDS | changed, follow=True)
        assert "Ngọc Trần" in answer.content.decode()
        return answer.content.decode()

    assert "has an account" in says(email="CLERK@example.org")
    assert "at least one role" in says(roles=[])
    assert "There is a space in the email address" in says(email="no address")
    administrator.post("/staff/accounts/invite/", SENDS)
    assert "invited already" in says()
    assert Invitation.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_invitation_is_sent_again_and_taken_back_on_the_page(cast, administrator) -> None:
    invitation = story.invited(cast)
    first = last_link()
    administrator.post(f"/staff/invitations/{invitation.pk}/renew/")
    assert last_link() != first
    assert b"Send again" in administrator.get("/staff/accounts/").content
    administrator.post(f"/staff/invitations/{invitation.pk}/revoke/")
    assert b"Send again" not in administrator.get("/staff/accounts/").content
    for page in ("renew", "revoke"):
        answer = administrator.post(f"/staff/invitations/{invitation.pk}/{page}/", follow=True)
        assert "in the meantime" in answer.content.decode()
    with refuses("not_waiting"):
        accept(by=None, invitation=invitation, password=NEW)


def test_database_keeps_one_open_invitation_for_an_address(cast) -> None:
    invitation = story.invited(cast)
    given = {"email": invitation.email, "name": "Twin", "roles": ["Clerk"]}
    with (
        pytest.raises(IntegrityError, match="one_open_invitation_for_an_address"),
        transaction.atomic(),
    ):
        Invitation.objects.create(**given)
    take_back(by=cast.administrator, invitation=invitation)
    Invitation.objects.create(**given)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"email": "Big@example.org"}, "invited_addresses_are_lower_case"),
        ({"roles": []}, "an_invitation_names_at_least_one_role"),
        ({"roles": ["Superuser"]}, "an_invitation_names_known_roles"),
        ({"accepted_at": timezone.now()}, "an_accepted_invitation_is_an_account"),
        ({"taken_back_at": timezone.now()}, "taking_an_invitation_back_has_who_and_when"),
        ({"expires_at": "2020-01-01T00:00Z"}, "an_invitation_runs_out_after_it_was_written"),
    ],
)
def test_database_refuses_an_invitation_that_makes_no_sense(cast, changed, name) -> None:
    invitation = story.invited(cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(**changed)


def invite_first(*arguments: str) -> str:
    out = StringIO()
    call_command("add_administrator", *arguments, stdout=out)
    return re.search(r"https?://[^/]+(/staff/\S+)", out.getvalue())[1]


def test_first_administrator_comes_by_command(db) -> None:
    link = invite_first("It@Example.org", "Ivy Technician")
    assert last_link() == link
    again = invite_first("it@example.org", "Ivy Technician")
    assert Client().get(link).status_code == 404, "a repeated command makes a new link"
    assert Client().post(again, BOTH).status_code == 302
    account = User.objects.get(email="it@example.org")
    assert account.roles == [Role.ADMINISTRATOR]
    assert not account.is_superuser


def test_first_administrator_is_the_first_one(cast) -> None:
    with pytest.raises(CommandError, match="There is an administrator already"):
        invite_first("it@example.org", "Ivy Technician")
    assert invite_first("it@example.org", "Ivy Technician", "--another")
    with pytest.raises(CommandError, match="has an account"):
        invite_first("clerk@example.org", "Clerk", "--another")
    with pytest.raises(CommandError, match="is no e-mail address"):
        invite_first("it", "Ivy Technician", "--another")


def test_first_administrator_is_invited_where_the_last_one_left(cast) -> None:
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    assert invite_first("it@example.org", "Ivy Technician")


def test_invitation_of_a_closed_account_is_void(cast) -> None:
    account = accept(by=None, invitation=story.invited(cast, Role.ADMINISTRATOR), password=NEW)
    story.invited(cast)
    link = last_link()
    deactivate_account(by=account, account=cast.administrator)
    assert Client().post(link, BOTH).status_code == 404
