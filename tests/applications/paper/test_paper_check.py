"""A second person compares; typing errors are corrected, with a reason and no second mail."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.form import queries
from applications.form.actions.withdraw import withdraw_application
from applications.models import AboutYouAnswer, Application, Contact, PaperEntry
from applications.paper.actions.check import check_paper
from core.models import AccessEvent, OutgoingMail, User
from reviewers.actions.score import submit_review
from reviewers.reading import Reading
from tests.applications.paper.typed_paper import fields_of, shown
from tests.factories import desk, story
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.factories.desk import correct
from tests.factories.staff import Cast, signed_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call, cast) -> Application:
    return desk.typed_in(call, cast.clerk)


@pytest.fixture
def second(cast) -> User:
    return desk.another_clerk()


def test_check_is_refused_to_whoever_typed_it(application, cast) -> None:
    entry = desk.entry_of(application)
    with refuses("own_typing"):
        check_paper(by=cast.clerk, paper_entry=entry, differences="")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.update(checked_by=cast.clerk, checked_at=timezone.now(), agrees=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"agrees": True},
        {"agrees": False, "checked_at": timezone.now()},
        {"is_correction": True},
        {"correction_reason": "why"},
    ],
)
def test_check_that_is_half_written_is_refused_by_the_database(application, changes) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.update(**changes)


def test_check_that_disagrees_must_say_where(application, second) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.update(checked_by=second, checked_at=timezone.now(), agrees=False)


def test_check_page_shows_what_was_typed_but_no_about_you_answers(application, second) -> None:
    page = signed_in(second).get(f"/staff/paper/{application.reference}/check/").content.decode()
    for words in ("Wideline Jean-Baptiste", "60 Example St", "taken away in handcuffs"):
        assert words in page
    assert "<dt>Language of the paper form</dt><dd>English</dd>" in page
    for hidden in ("35–54", "Woman", "Black"):
        assert hidden not in page
    event = AccessEvent.objects.get()
    assert (event.what, event.object_id) == (AccessEvent.What.PAPER_ENTRY, application.pk)


def test_clerks_pages_show_no_score_no_decision_and_no_about_you(call, cast, second) -> None:
    application = desk.typed_in(call, cast.clerk)
    criteria = story.two_criteria(call)
    review = story.assigned(application, cast)
    points = dict.fromkeys(criteria, 3)
    submit_review(
        by=cast.reviewer, review=review, reading=Reading(points, comment="CANARY-COMMENT")
    )
    story.approved(application, cast)
    about = {answer.choice.text for answer in AboutYouAnswer.objects.all() if answer.choice}
    assert about
    reference = application.reference
    for path in (
        "",
        "paper/",
        "paper/checks/",
        f"paper/{reference}/check/",
        f"paper/{reference}/correct/",
        f"paper/{reference}/slip/",
        f"paper/{reference}/scan/",
        f"counter/{reference}/",
    ):
        answer = signed_in(second).get(f"/staff/{path}", follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        saved = page if path != "paper/" else ""  # the empty form offers all choices
        for canary in ("CANARY-COMMENT", "Released", "released", *about):
            assert canary not in saved, (path, canary)


def test_check_lists_leave_out_own_typing_and_names(application, cast, second) -> None:
    own = signed_in(cast.clerk).get("/staff/paper/checks/").content.decode()
    assert application.reference not in own
    page = signed_in(second).get("/staff/paper/checks/").content.decode()
    assert application.reference in page and "Wideline" not in page


def test_check_list_takes_as_many_queries_for_three_as_for_one(call, cast, second) -> None:
    client, counts = signed_in(second), []
    for more in (1, 2):
        for _ in range(more):
            desk.typed_in(call, cast.clerk)
            other = desk.typed_in(call, cast.clerk)
            check_paper(by=second, paper_entry=desk.entry_of(other), differences="7.")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/staff/paper/checks/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_check_that_finds_differences_leads_to_a_correction(application, cast, second) -> None:
    client = signed_in(second)
    check = f"/staff/paper/{application.reference}/check/"
    seen = {"seen": desk.entry_of(application).pk}
    empty = client.post(check, seen | {"differs": "1"}, follow=True)
    assert "Write what differs" in empty.content.decode()
    both = client.post(check, seen | {"agrees": "1", "differences": "7."}, follow=True)
    assert "press the other button" in both.content.decode()
    there = client.post(check, seen | {"differs": "1", "differences": "3. Wydeline"})
    assert there.url.endswith("/correct/")
    page = client.get(there.url, follow=True)
    assert "3. Wydeline" in page.content.decode()
    listed = client.get("/staff/paper/checks/").content.decode()
    assert application.reference in listed and "Wydeline" not in listed
    sent = fields_of(page) | {"contact-full_name": ["Wydeline Jean-Baptiste"]}
    missing = shown(client, client.post(there.url, sent)).content.decode()
    assert "Write what was typed wrong" in missing and "Wydeline Jean-Baptiste" in missing
    done = client.post(there.url, sent | {"correction_reason": ["3 was misread"]})
    assert done.url == "/staff/paper/checks/"
    entry = desk.entry_of(application)
    assert (entry.is_correction, entry.entered_by, entry.checked_by) == (True, second, None)
    listed = signed_in(cast.clerk).get(done.url).content.decode()
    assert application.reference in listed
    assert f"{application.reference}/slip/" in client.get(done.url).content.decode()


def test_typing_error_is_corrected_after_the_deadline_and_nobody_is_mailed(
    application, cast, call
) -> None:
    before = queries.current_revision(application)
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))
    stored = set(AboutYouAnswer.objects.values_list("choice", flat=True))
    mails = OutgoingMail.objects.count()
    after = correct(application, cast.clerk, changes={"contact": {"full_name": "Wydeline"}})
    assert (after.number, after.received_at) == (2, before.received_at)
    assert Contact.objects.get(revision=after).full_name == "Wydeline"
    assert Contact.objects.get(revision=before).full_name == "Wideline Jean-Baptiste"
    kept = AboutYouAnswer.objects.filter(revision=after).values_list("choice", flat=True)
    assert set(kept) == stored
    assert OutgoingMail.objects.count() == mails


def test_typing_error_in_an_address_sends_the_receipt_that_never_came(application, cast) -> None:
    correct(application, cast.clerk, changes={"contact": {"email": "right@example.org"}})
    mail = OutgoingMail.objects.latest("pk")
    assert mail.to_address == "right@example.org"
    assert "We have your application" in mail.subject


def test_typing_error_is_corrected_once_however_often_it_is_sent(application, cast) -> None:
    key = uuid.uuid4()
    before = queries.current_revision(application)
    first = correct(application, cast.clerk, submission_key=key)
    assert correct(application, cast.clerk, submission_key=key, before=before) == first
    assert application.revisions.count() == 2


def test_typing_error_may_not_move_it_across_the_deadline(application, cast, call) -> None:
    late = timezone.now()
    redated(call, opens_at=call.opens_at, closes_at=late - timedelta(hours=1))
    with refuses("crosses_deadline"):
        correct(application, cast.clerk, received_at=late)
    application.refresh_from_db()
    assert application.revisions.count() == 1


def test_typing_error_of_a_late_one_stays_late(call, cast) -> None:
    now = timezone.now()
    redated(call, opens_at=call.opens_at, closes_at=now - timedelta(hours=1))
    application = desk.late(call, cast.clerk)
    correct(application, cast.clerk, received_at=now - timedelta(hours=2))
    application.refresh_from_db()
    assert application.status == "late", "only a coordinator makes it count"


def test_typing_error_of_a_withdrawn_one_is_left(application, cast) -> None:
    client = signed_in(cast.clerk)
    address = f"/staff/paper/{application.reference}/correct/"
    sent = fields_of(client.get(address, follow=True)) | {"correction_reason": ["misread"]}
    withdraw_application(by=None, application=application)
    with refuses("withdrawn"):
        correct(application, cast.clerk)
    page = shown(client, client.post(address, sent)).content.decode()
    assert "is withdrawn" in page and "outside the call" not in page


def test_typing_error_keeps_the_ticks_that_the_paper_says_so(call, cast) -> None:
    odd = {"email": "maria@gmail,com", "phone": "555"}
    application = desk.typed_in(call, cast.clerk, contact=odd)
    page = signed_in(cast.clerk).get(f"/staff/paper/{application.reference}/correct/", follow=True)
    for name in odd:
        tick = f'name="as_written" value="contact-{name}" checked'
        assert tick in page.content.decode(), name


def test_clerk_finds_no_paper_page_of_what_came_online(call, cast: Cast) -> None:
    online = apply(call)
    client = signed_in(cast.clerk)
    for page in ("check", "correct", "slip", "scan"):
        assert client.get(f"/staff/paper/{online.reference}/{page}/").status_code == 404
