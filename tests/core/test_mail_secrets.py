"""Which mails are taken to hold a secret: every one with a link that lets somebody in."""

import re

import pytest

from applications.form import emails
from applications.form.actions.correct import start_correction
from applications.form.actions.links import reissue_code, send_draft_link, send_lost_links
from applications.form.actions.withdraw import withdraw_application
from applications.models import Contact, Draft
from core.accounts import change_roles, send_password_link
from core.invitations import invite
from core.models import OutgoingMail
from core.permissions import Role
from tests.applications.form.steps import fill_in
from tests.factories.applications import apply

LETS_IN = re.compile(r"/(mine|password|invitation)/[\w-]+/[\w.-]{20,}/")


@pytest.mark.django_db
def test_mail_that_lets_somebody_in_is_taken_to_hold_a_secret(client, call, cast) -> None:
    fill_in(client, call)
    draft = Draft.objects.get()
    emails.queue_reminder(draft=draft)
    application = apply(call)
    correction = start_correction(by=None, application=application, language="en")
    for each in (draft, correction):
        send_draft_link(by=None, draft=each, email="friend@example.org", language="en")
    send_lost_links(by=None, call=call, email="wideline@example.org")
    emails.queue_address_changed(old=Contact.objects.get())
    application = reissue_code(by=cast.clerk, application=application)
    withdraw_application(by=None, application=application)
    invite(by=cast.administrator, email="new@example.org", name="New", roles=[Role.CLERK])
    send_password_link(by=None, email=cast.clerk.email)
    change_roles(by=cast.administrator, account=cast.clerk, roles=[Role.FINANCE], seen=[Role.CLERK])
    mails = OutgoingMail.objects.all()
    assert {mail.holds_secret for mail in mails} == {True, False}
    for mail in mails:
        assert mail.holds_secret is bool(LETS_IN.search(mail.body)), mail.subject
