"""Correcting what was sent: a draft of its own, then the next revision."""

import pytest
from django.test import Client
from django.utils import timezone

from applications.enums import Channel, Resident
from applications.form import queries
from applications.form.actions.correct import start_correction
from applications.form.actions.submit import Submission, submit
from applications.form.actions.withdraw import withdraw_application
from applications.form.forms import steps
from applications.form.queries.sent import answers_as_sent
from applications.models import AboutYouAnswer, AboutYouDraft, Application, Call, Draft, Revision
from applications.models.draft import ABOUT_YOU
from applications.models.representation import about_you_as_sent
from core.models import OutgoingMail
from tests.applications.form.my_application import code_of, find, words
from tests.applications.form.steps import fill_in, post
from tests.concurrency import at_once
from tests.factories.applications import ANSWERS, answers, apply
from tests.factories.calls import closed
from tests.journeys.visitor import Page
from tests.refusals import refuses


def press(client: Client, call: Call, button: str):
    return client.post(f"/en/{call.slug}/mine/{button}/")


def begin(application: Application) -> Draft:
    return start_correction(by=None, application=application, language="en")


def send(draft: Draft, **changes) -> Revision:
    return submit(
        by=None,
        submission=Submission(
            call=draft.call,
            submission_key=draft.pk,
            answers=answers(**changes),
            language="en",
            channel=Channel.WEB,
            received_at=timezone.now(),
            reference=draft.reference,
            corrects=draft.corrects,
        ),
    )


@pytest.fixture
def sender(client, call) -> Client:
    """A browser that has just sent an application."""
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    return client


@pytest.mark.django_db
def test_answers_come_back_as_they_were_sent(call) -> None:
    full = {
        "contact": {
            "may_text": True,
            "post_address": "c/o shelter\nBoston",
            "phone": "617-5550101",
        },
        "support": {"speaks": "", "speaks_other": "Wolof", "needs_childcare": True},
        "connection": {"connection": ["lived-experience", "family-or-caregiver"]},
        "about_you": {"race-ethnicity": ["black", "hispanic-latino"]},
    }
    revision = queries.current_revision(apply(call, **full))
    sent = {**answers_as_sent(revision), ABOUT_YOU: about_you_as_sent(revision)}
    given = answers(**full)
    given.pop("declaration")
    given["eligibility"] = {"lives_in_city": "yes"}  # what this call asks
    for step in given:
        for name, value in given[step].items():
            returned = sent[step][name]
            assert returned == value or sorted(returned) == sorted(value), (step, name)
        left_empty = set(sent[step]) - set(given[step])
        assert not any(sent[step][name] for name in left_empty - {"ways"}), left_empty
    assert sent["contact"]["ways"] == ["email", "phone", "post"]
    assert set(sent) == set(ANSWERS)


@pytest.mark.django_db
def test_correction_is_filled_in_and_about_you_is_apart(call) -> None:
    application = apply(call)
    draft = begin(application)
    assert draft.reference == application.reference
    assert ABOUT_YOU not in draft.answers
    assert draft.answers["contact"]["full_name"] == "Wideline Jean-Baptiste"
    apart = AboutYouDraft.objects.get(pk=draft.pk).answers
    assert (apart["gender"], apart["race-ethnicity"]) == ("woman", ["black"])
    assert "woman" not in repr(draft.answers)


@pytest.mark.django_db
def test_correction_over_the_site_is_the_next_revision(sender, call) -> None:
    first = Revision.objects.get()
    answer = press(sender, call, "correct")
    assert answer.url == f"/en/{call.slug}/apply/check/"
    check = sender.get(answer.url).content.decode()
    assert "Your first application stays as it is until you send your correction." in check
    assert "60 Example St" in check
    change = f"/en/{call.slug}/apply/home/?return=check"
    assert sender.post(change, {"neighborhood": "roxbury", "street": "7 New St"}).url == answer.url
    post(sender, call, "about-you", gender="man")
    receipt = sender.get(post(sender, call, "check", agrees="on").url).content.decode()
    assert "Correction 1" in receipt
    assert first.application.reference in receipt

    second = Revision.objects.get(is_current=True)
    assert (second.number, second.application) == (2, first.application)
    assert answers_as_sent(first)["home"]["street"] == "60 Example St"
    assert answers_as_sent(second)["home"]["street"] == "7 New St"
    assert about_you_as_sent(first)["gender"] == "woman"
    assert about_you_as_sent(second)["gender"] == "man"
    assert not Draft.objects.exists()
    assert "correction" in OutgoingMail.objects.order_by("-pk").first().subject
    status = sender.get(f"/en/{call.slug}/mine/status/").content.decode()
    assert "7 New St" in status
    assert "60 Example St" not in status


@pytest.mark.django_db
def test_correction_begun_before_is_found_again(sender, call) -> None:
    press(sender, call, "correct")
    sender.post(f"/en/{call.slug}/apply/home/?return=check", {"neighborhood": "roxbury"})
    application, phone = Application.objects.get(), Client()
    assert find(phone, call, application.reference, code_of(application)).status_code == 302
    status = phone.get(f"/en/{call.slug}/mine/status/").content.decode()
    assert "Continue your correction" in status
    press(phone, call, "correct")
    assert Draft.objects.count() == 1
    assert "Roxbury" in phone.get(f"/en/{call.slug}/apply/check/").content.decode()


BEGUN = "You began a correction"


@pytest.mark.django_db
def test_correction_in_which_nothing_differs_is_not_spoken_of(sender, call) -> None:
    press(sender, call, "correct")
    apply_to = f"/en/{call.slug}/apply"
    assert BEGUN not in words(sender.get(f"{apply_to}/check/"))
    for step in steps.STEPS:  # opened, and saved as it was shown
        path = f"{apply_to}/{step.slug}/?return=check"
        shown = Page(path, 200, sender.get(path).content.decode())
        assert sender.post(path, shown.form(with_field="seen").fields).status_code == 302
    ticked = Page("", 200, sender.get(f"{apply_to}/check/").content.decode())
    fields = ticked.form(with_field="agrees").fields
    sender.post(f"{apply_to}/check/", {**fields, "other-language": ""})
    assert Draft.objects.exists()
    later = post(sender, call, "check", **fields, later="")
    status = f"/en/{call.slug}/mine/status/"
    assert sender.get(later.url).url == status, "there is nothing to come back to"
    page = words(sender.get(status))
    assert BEGUN not in page
    assert "You do not have to do anything." in page
    assert "Correct my answers" in page
    assert sender.get(f"{apply_to}/receipt/").status_code in (200, 302)
    closed(call)
    assert BEGUN not in words(sender.get(status))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("home", {"neighborhood": "roxbury"}),
        ("contact", {"full_name": "Wideline", "email": "half"}),  # held as it was typed
        ("about-you", {"gender": "man"}),
        ("check", {"wants_later_calls": "on", "later": ""}),
    ],
)
def test_correction_is_begun_by_the_first_change(sender, call, step, given) -> None:
    press(sender, call, "correct")
    post(sender, call, step, **given)
    for page in ("apply/check/", "apply/later/", "mine/status/"):
        shown = words(sender.get(f"/en/{call.slug}/{page}"))
        assert BEGUN in shown or "This is still missing" in shown, page
    closed(call)
    assert BEGUN in words(sender.get(f"/en/{call.slug}/mine/status/"))


@pytest.mark.django_db
def test_correction_that_is_dropped_leaves_what_was_sent(sender, call) -> None:
    press(sender, call, "correct")
    answer = press(sender, call, "correct/drop")
    assert not Draft.objects.exists()
    assert not AboutYouDraft.objects.exists()
    status = sender.get(answer.url).content.decode()
    assert "Correct my answers" in status
    assert "60 Example St" in status
    assert AboutYouAnswer.objects.count() == 3


@pytest.mark.django_db
def test_deleting_a_correction_asks_once_and_then_says_what_stays(sender, call) -> None:
    press(sender, call, "correct")
    post(sender, call, "home", neighborhood="roxbury")
    drop, deleted = f"/en/{call.slug}/mine/correct/drop/", "Your correction is deleted."
    stays = "Your application stays as you sent it."
    for page in ("mine/status/", "apply/check/", "apply/later/"):
        shown = sender.get(f"/en/{call.slug}/{page}").content.decode()
        assert f'href="{drop}"' in shown and f'action="{drop}"' not in shown, page
    asked = words(sender.get(drop))
    assert "Delete your correction?" in asked and stays in asked
    assert Draft.objects.exists(), "asking deletes nothing"
    status = words(sender.get(sender.post(drop).url))
    assert not Draft.objects.exists()
    assert f"{deleted} {stays}" in status
    assert deleted not in words(sender.get(f"/en/{call.slug}/mine/status/"))
    assert sender.get(drop).url == f"/en/{call.slug}/mine/status/"


@pytest.mark.django_db
def test_correction_after_the_deadline_is_refused_kindly(sender, call) -> None:
    press(sender, call, "correct")
    closed(call)
    status = f"/en/{call.slug}/mine/status/"
    for answer in (
        post(sender, call, "check", agrees="on"),
        post(sender, call, "home", neighborhood="roxbury"),
        press(sender, call, "correct"),
    ):
        assert answer.url == status
    page = sender.get(status).content.decode()
    assert "did not send it in time" in page
    assert Revision.objects.count() == 1
    Draft.objects.all().delete()
    with refuses("not_correctable"):
        begin(Application.objects.get())


@pytest.mark.django_db
def test_correction_of_a_withdrawn_application_is_refused(call) -> None:
    application = apply(call)
    draft = begin(application)
    withdraw_application(by=None, application=application)
    with refuses("not_correctable"):
        begin(application)
    with refuses("withdrawn"):
        send(draft)
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_correction_keeps_a_paper_applications_answers(call) -> None:
    application = apply(call, eligibility={"lives_in_city": Resident.NOT_SURE})
    assert begin(application).answers["eligibility"] == {"lives_in_city": "not_sure"}


@pytest.mark.django_db(transaction=True)
def test_correction_sent_at_once_is_one_revision(call) -> None:
    draft = begin(apply(call))
    sent = at_once(lambda: send(draft, home={"street": "7 New St"}))
    assert {revision.number for revision in sent} == {2}
    assert Revision.objects.count() == 2
    assert Revision.objects.get(is_current=True).number == 2
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_correction_begun_at_once_is_one_draft(call) -> None:
    application = apply(call)
    assert len({draft.pk for draft in at_once(lambda: begin(application))}) == 1
    assert AboutYouDraft.objects.count() == Draft.objects.count() == 1
