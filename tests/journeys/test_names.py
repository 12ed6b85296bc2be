"""Every name of names.csv through the form, the database, the mail and the staff list."""

import html

import pytest
from django.test import Client

from applications.models import Call, Contact
from core import mail
from core.greeting import may_greet
from tests.factories.applications import ANSWERS
from tests.factories.names import expected, name_rows


def send_application(call: Call, full_name: str, chosen_name: str, email: str) -> None:
    """The whole web form with this name."""
    client = Client()
    contact = {"full_name": full_name, "chosen_name": chosen_name, "email": email}
    for step, answers in ANSWERS.items():
        given = {key: value for key, value in answers.items() if value}
        if step == "contact":
            given = contact
        page = "check" if step == "declaration" else step
        answer = client.post(f"/en/{call.slug}/apply/{page}/", given)
        assert answer.status_code == 302, (full_name, step, answer.content.decode()[:3000])


@pytest.mark.django_db
def test_names_come_back_unchanged_everywhere(call, cast, mailbox) -> None:
    rows = name_rows()
    for number, row in enumerate(rows):
        typed = "" if row["name"] == "(blank)" else row["name"]
        send_application(call, typed, row["preferred_name"], f"person{number}@example.org")

    stored = {contact.email: contact for contact in Contact.objects.all()}
    assert [stored[f"person{n}@example.org"].full_name for n in range(len(rows))] == [
        expected(row) for row in rows
    ]

    mail.send_waiting()
    bodies = {m["To"]: m.get_payload(decode=True).decode() for m in mailbox.messages}
    staff = Client()
    staff.force_login(cast.coordinator)
    listed = html.unescape(staff.get("/staff/applications/").content.decode())
    for number, row in enumerate(rows):
        called = row["preferred_name"] or expected(row)
        body = bodies[f"person{number}@example.org"]
        # A name that a mail program would make a link of is not repeated in mail (S5).
        assert (f"Hello {called}," if may_greet(called) else "Hello,") in body
        assert (expected(row) or called) in listed
    assert "<b>Bold</b>" not in staff.get("/staff/applications/").content.decode()
