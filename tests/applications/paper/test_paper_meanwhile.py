"""Two people at one paper: each sees what the other changed, and nothing typed is lost."""

import pytest
from django.utils import timezone

from applications.enums import Channel
from applications.form import queries
from applications.form.actions.correct import start_correction
from applications.form.actions.submit import Submission, submit
from applications.models import Application
from applications.paper.actions.check import check_paper
from core.models import User
from tests.applications.paper.typed_paper import fields_of, shown
from tests.factories import desk
from tests.factories.applications import answers
from tests.factories.desk import correct
from tests.factories.staff import signed_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call, cast) -> Application:
    return desk.typed_in(call, cast.clerk)


@pytest.fixture
def second(cast) -> User:
    return desk.another_clerk()


def test_check_by_a_third_person_is_told_of_the_second(application, cast, second) -> None:
    entry = desk.entry_of(application)
    check_paper(by=second, paper_entry=entry, differences="")
    with refuses("already_checked"):
        check_paper(by=cast.coordinator, paper_entry=entry, differences="")


def test_check_that_finds_differences_wins_over_one_that_agrees(call, cast, second) -> None:
    application = desk.typed_in(call, desk.another_clerk(3))
    check = f"/staff/paper/{application.reference}/check/"
    entry = desk.entry_of(application)
    check_paper(by=cast.clerk, paper_entry=entry, differences="")
    sent = {"seen": entry.pk, "differs": "1", "differences": "7. Street"}
    assert signed_in(second).post(check, sent).url.endswith("/correct/")
    entry.refresh_from_db()
    assert (entry.agrees, entry.checked_by, entry.differences) == (False, second, "7. Street")
    with refuses("already_checked"):
        check_paper(by=cast.clerk, paper_entry=entry, differences="")
    answer = signed_in(cast.clerk).post(check, sent | {"differences": "9. ZIP code"}, follow=True)
    page = answer.content.decode()
    assert "Somebody else has checked this" in page and "9. ZIP code" in page


@pytest.mark.parametrize("pressed", [{"agrees": "1"}, {"differs": "1", "differences": "7. Street"}])
def test_check_of_what_was_corrected_meanwhile_is_not_stored(
    application, cast, second, pressed
) -> None:
    client = signed_in(second)
    check = f"/staff/paper/{application.reference}/check/"
    sent = {"seen": client.get(check).context["form"]["seen"].value()} | pressed
    correct(application, cast.clerk)
    page = client.post(check, sent, follow=True).content.decode()
    assert "corrected in the meantime" in page
    assert pressed.get("differences", "") in page
    entry = desk.entry_of(application)
    assert entry.checked_by is None
    assert client.post(check, sent | {"seen": entry.pk}).status_code == 302
    assert f'name="seen" value="{entry.pk}"' in page


def test_typing_error_that_two_correct_at_once_is_told(application, cast, second) -> None:
    before = queries.current_revision(application)
    correct(application, cast.clerk)
    with refuses("changed_meanwhile"):
        correct(application, second, before=before)


def test_typing_error_that_two_correct_keeps_what_the_second_typed(application, cast) -> None:
    client = signed_in(cast.clerk)
    address = f"/staff/paper/{application.reference}/correct/"
    sent = fields_of(client.get(address, follow=True))
    first = correct(application, cast.clerk, changes={"contact": {"full_name": "First Typing"}})
    for press in ("first", "second"):
        sent |= {"correction_reason": ["misread"], "contact-full_name": ["Second Typing"]}
        answer = shown(client, client.post(address, sent))
        sent = fields_of(answer)
        page = answer.content.decode()
        assert "This was corrected in the meantime" in page and "Second Typing" in page, press
    assert queries.current_revision(application) == first, "nothing overwrote it"


def corrected_online(application: Application) -> None:
    """By the applicant, after it was typed in."""
    draft = start_correction(by=None, application=application, language="en")
    submit(
        by=None,
        submission=Submission(
            call=application.call,
            submission_key=draft.pk,
            answers=answers(),
            language="en",
            channel=Channel.WEB,
            received_at=timezone.now(),
            reference=draft.reference,
            corrects=application,
        ),
    )


def test_paper_that_the_applicant_corrected_online_is_still_checked(
    application, cast, second
) -> None:
    client = signed_in(second)
    entry, at = desk.entry_of(application), f"/staff/paper/{application.reference}"
    sent = fields_of(client.get(f"{at}/correct/", follow=True)) | {"correction_reason": ["misread"]}
    corrected_online(application)
    assert application.reference in client.get("/staff/paper/checks/").content.decode()
    for page in ("check", "scan", "correct"):
        opened = client.get(f"{at}/{page}/", follow=True).content.decode()
        assert "has corrected this online since" in opened, page
    changed = sent | {"contact-full_name": ["Second Typing"]}
    overtaken = shown(client, client.post(f"{at}/correct/", changed))
    page = overtaken.content.decode()
    assert "This was corrected in the meantime" in page and "Second Typing" in page
    given = {"seen": entry.pk, "differs": "1", "differences": "7. Street"}
    assert client.post(f"{at}/check/", given).url == "/staff/paper/checks/"
    entry.refresh_from_db()
    assert (entry.agrees, entry.differences) == (False, "7. Street")
    lists = client.get("/staff/paper/checks/").context
    assert not lists["to_check"] and not lists["to_correct"], "their own words count"
