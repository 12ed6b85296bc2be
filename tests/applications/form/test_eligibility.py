"""Who may apply: a minimum age and work for the City, asked only where the call asks."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from applications.calls.actions.copy_call import copy_call
from applications.form.queries.sent import answers_as_sent
from applications.models import Call, Revision
from tests.applications.form.steps import judged, post, send_step
from tests.applications.paper.typed_paper import paper
from tests.factories.applications import ANSWERS, apply
from tests.factories.calls import asking
from tests.journeys.visitor import in_one_line

pytestmark = pytest.mark.django_db
AGE, WORK = "Are you 18 or older?", "Do you work for the City of Boston?"
OLD_ENOUGH = {"lives_in_city": "yes", "is_of_age": "yes", "works_for_city": "no"}
SAID_WHERE_ASKED = "age and work are said where the call asks"
TOO_YOUNG = OLD_ENOUGH | {"is_of_age": "no"}


@pytest.fixture
def strict(call) -> Call:
    return asking(call, minimum_age=18, asks_city_employment=True)


@pytest.fixture
def clerk(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def test_question_says_that_one_may_live_here_without_a_fixed_place(client, call) -> None:
    page = client.get(f"/en/{call.slug}/apply/eligibility/").content.decode()
    assert "without a fixed place to live, you do live in Boston" in page


def test_age_and_work_are_not_asked_unless_the_call_asks(client, call) -> None:
    page = client.get(f"/en/{call.slug}/apply/eligibility/").content.decode()
    assert "older?" not in page
    assert "work for the City" not in page
    revision = Revision.objects.get(application=apply(call))
    assert (revision.is_of_age, revision.works_for_city) == (None, None)


def test_age_and_work_are_asked_and_stored(client, strict) -> None:
    page = client.get(f"/en/{strict.slug}/apply/eligibility/").content.decode()
    assert AGE in page
    assert WORK in page
    wrong = judged(client, post(client, strict, "eligibility", lives_in_city="yes"))
    assert wrong.text.count("Choose one answer.") == 4, "in the summary and at each question"
    post(client, strict, "eligibility", **OLD_ENOUGH)
    for step in list(ANSWERS)[1:-1]:
        send_step(client, strict, step)
    check = client.get(f"/en/{strict.slug}/apply/check/").content.decode()
    assert AGE in check
    post(client, strict, "check", agrees="on")
    revision = Revision.objects.get()
    assert (revision.is_of_age, revision.works_for_city) == (True, False)
    assert answers_as_sent(revision)["eligibility"] == OLD_ENOUGH


def test_too_young_is_a_kind_page(client, strict) -> None:
    answer = post(client, strict, "eligibility", **TOO_YOUNG)
    page = client.get(answer.url).content.decode()
    assert "This group is for people who are 18 or older" in page
    assert "Error" not in page
    again = client.get(f"/en/{strict.slug}/apply/check/")
    assert again.url == answer.url, "the check page leads to it too"


def test_paper_may_leave_them_empty(clerk, strict) -> None:
    assert b"Left empty on the paper" in paper(clerk).content
    marks = ["eligibility-is_of_age", "eligibility-works_for_city"]
    assert paper(clerk, left_empty=marks).status_code == 302
    revision = Revision.objects.get()
    assert (revision.is_of_age, revision.works_for_city) == (None, None)
    assert set(marks) <= set(revision.left_empty)


def test_staff_see_what_was_said(cast, strict) -> None:
    application = apply(strict, eligibility={"is_of_age": "no", "works_for_city": "yes"})
    staff = Client()
    staff.force_login(cast.coordinator)
    answer = staff.get(f"/staff/applications/{application.reference}/")
    page = in_one_line(answer.content.decode())
    assert "Says they are 18 or older:<b>No</b>" in page
    assert "Says they work for the City:<b>Yes</b>" in page


def test_settings_come_along_with_a_copy(strict) -> None:
    dates = {"opens_at": strict.opens_at, "closes_at": strict.closes_at}
    copy = copy_call(
        by=None, call=strict, title="Next", slug="next", reference_prefix="NXT", **dates
    )
    assert (copy.minimum_age, copy.asks_city_employment) == (18, True)


def test_what_is_not_asked_is_not_stored(call) -> None:
    revision = Revision.objects.get(application=apply(call, eligibility=TOO_YOUNG))
    assert (revision.is_of_age, revision.works_for_city) == (None, None)


def test_database_wants_what_the_call_asks_and_nothing_else(call, strict) -> None:
    for missing in ("is_of_age", "works_for_city"):
        with pytest.raises(IntegrityError, match=SAID_WHERE_ASKED), transaction.atomic():
            apply(strict, eligibility=OLD_ENOUGH | {missing: ""})
    apply(strict, eligibility=OLD_ENOUGH)
    Revision.objects.update(is_current=False)
    again = Revision.objects.get()
    again.pk, again.number, again.submission_key = None, 2, uuid4()
    asking(call, minimum_age=None)
    with pytest.raises(IntegrityError, match=SAID_WHERE_ASKED), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize("age", [0, 100])
def test_minimum_age_is_an_age(call, age) -> None:
    Call.objects.update(is_published=False)
    with pytest.raises(IntegrityError, match="a_minimum_age_is_an_age"), transaction.atomic():
        Call.objects.update(minimum_age=age)
