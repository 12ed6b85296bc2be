"""What the worker does about drafts: one reminder before closing, and letting go in the end."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from applications.enums import Resident
from applications.form.actions.correct import start_correction
from applications.form.actions.drafts import expire_drafts, remind_drafts
from applications.models import AboutYouDraft, Call, Draft
from applications.models.draft import KEPT_FOR
from config.worker import all_jobs
from core.models import OutgoingMail
from tests.applications.form.my_application import leads_to
from tests.applications.form.steps import fill_in
from tests.concurrency import at_once
from tests.factories.applications import apply
from tests.factories.calls import redated

TWO_HOURS, TWO_DAYS = timedelta(hours=2), timedelta(days=2)


def leave(**saved) -> None:
    """Let every draft lie for two hours."""
    Draft.objects.update(saved_at=timezone.now() - TWO_HOURS, **saved)


@pytest.fixture
def closing(call) -> Call:
    """The call, in its last two days."""
    now = timezone.now()
    return redated(call, opens_at=now - timedelta(days=7), closes_at=now + TWO_DAYS)


@pytest.mark.django_db
def test_reminder_goes_out_once_in_the_drafts_language(closing) -> None:
    fill_in(Client(), closing)
    leave(language="es")
    assert [remind_drafts(by=None), remind_drafts(by=None)] == [1, 0]
    (mail,) = OutgoingMail.objects.all()
    draft = Draft.objects.get()
    assert (mail.to_address, mail.language) == ("wideline@example.org", "es")
    assert leads_to(mail.body, draft, "es")
    assert "60 Example St" not in mail.body
    assert draft.reminded_at


@pytest.mark.django_db
def test_reminder_waits_for_the_last_days(call) -> None:
    fill_in(Client(), call)
    leave()
    assert remind_drafts(by=None) == 0


@pytest.mark.django_db
def test_reminder_is_not_for_everybody(closing) -> None:
    fill_in(Client(), closing)
    assert remind_drafts(by=None) == 0, "still typing"
    leave()
    draft = Draft.objects.get()
    whole = draft.answers
    for reason, changed in {
        "no e-mail": {"contact": {**whole["contact"], "email": ""}},
        "elsewhere": {"eligibility": {"lives_in_city": Resident.NO}},
        "too young": {"eligibility": {"lives_in_city": Resident.YES, "is_of_age": "no"}},
    }.items():
        Draft.objects.update(answers={**whole, **changed})
        assert remind_drafts(by=None) == 0, reason
    Draft.objects.update(answers={"eligibility": whole["eligibility"]})
    assert remind_drafts(by=None) == 0, "only begun"
    Draft.objects.all().delete()
    start_correction(by=None, application=apply(closing), language="en")
    leave()
    assert remind_drafts(by=None) == 0, "a correction: the application is sent already"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "email", ["amal@example", "a@\u202cexample.org", f"{'a' * 300}@example.org"]
)
def test_reminder_to_an_address_that_is_none_holds_up_no_other(closing, email) -> None:
    for _ in range(2):
        fill_in(Client(), closing)
    wrong = Draft.objects.first()
    wrong.answers["contact"]["email"] = email
    wrong.save()
    leave()
    remind_drafts(by=None)
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == ["wideline@example.org"]


@pytest.mark.django_db
def test_reminder_comes_too_late_after_closing(closing) -> None:
    fill_in(Client(), closing)
    leave()
    redated(closing, opens_at=closing.opens_at, closes_at=timezone.now())
    assert remind_drafts(by=None) == 0


@pytest.mark.django_db(transaction=True)
def test_reminder_by_several_workers_is_one_each(closing) -> None:
    for _ in range(12):
        fill_in(Client(), closing)
    leave()
    assert sum(at_once(lambda: remind_drafts(by=None))) == 12
    assert OutgoingMail.objects.count() == 12


@pytest.mark.django_db
def test_draft_is_deleted_with_its_about_you_answers(call) -> None:
    fill_in(Client(), call)
    Draft.objects.update(saved_at=timezone.now() - KEPT_FOR + timedelta(minutes=1))
    assert Draft.objects.get().kept_until > timezone.now()
    assert expire_drafts(by=None) == 0
    Draft.objects.update(saved_at=timezone.now() - KEPT_FOR)
    assert Draft.objects.get().kept_until <= timezone.now()
    assert expire_drafts(by=None) == 1
    assert not AboutYouDraft.objects.exists()


@pytest.mark.django_db
def test_draft_is_not_kept_long_after_closing(call) -> None:
    """Pages of a closed call still save, but that puts nothing off."""
    fill_in(Client(), call)
    redated(call, opens_at=call.opens_at - KEPT_FOR, closes_at=timezone.now() - KEPT_FOR)
    assert Draft.objects.get().kept_until <= timezone.now()
    assert expire_drafts(by=None) == 1


@pytest.mark.django_db(transaction=True)
def test_draft_that_somebody_saves_just_now_is_left_alone(call) -> None:
    fill_in(Client(), call)
    Draft.objects.update(saved_at=timezone.now() - KEPT_FOR)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get()
        assert set(at_once(lambda: expire_drafts(by=None))) == {0}
        draft.saved_at = timezone.now()
        draft.save()
    assert expire_drafts(by=None) == 0
    assert Draft.objects.exists()


def test_worker_looks_after_drafts() -> None:
    assert {"remind of drafts", "delete old drafts"} <= {job.name for job in all_jobs()}
