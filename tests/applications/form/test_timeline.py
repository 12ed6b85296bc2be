"""What happens next, and when: on the receipt, on the status page, on the page of a closed call."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from applications.calls.actions.configure import plan_call
from applications.form import site_cache
from applications.models import Contact
from applications.templatetags.wording import city_day, city_time
from tests.applications.form.steps import fill_in, post
from tests.factories.calls import redated

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def planned(call):
    """The call, with the days after its deadline."""
    closes_on = timezone.localdate(call.closes_at)
    days = {
        "answers_until": closes_on + 30 * DAY,
        "meets_from": closes_on + 40 * DAY,
        "meets_until": closes_on + 200 * DAY,
    }
    site_cache.clear()
    return plan_call(by=None, call=call, **days)


def lines(page: str) -> list[str]:
    """The timeline, a line each, without markup."""
    [timeline] = re.findall(r'<ol class="timeline">.*?</ol>', page, re.S)
    items = re.findall(r"<li.*?</li>", timeline, re.S)
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in items]


@pytest.mark.parametrize("path", ["apply/receipt/", "mine/status/"])
def test_timeline_goes_from_sending_to_the_first_meeting(client, planned, path) -> None:
    fill_in(client, planned)
    post(client, planned, "check", agrees="on")
    Contact.objects.update(preferred_way="post")
    shown = lines(client.get(f"/en/{planned.slug}/{path}").content.decode())
    assert shown[0].endswith("You sent your application.")
    assert shown[1].startswith(city_time(planned.closes_at, planned.city))
    assert "reviewers read the answers" in shown[2]
    assert shown[4].startswith(city_day(planned.answers_until))
    assert "You asked us to reach you this way: Mail to an address." in shown[4]
    assert shown[5].startswith(city_day(planned.meets_from))
    assert len(shown) == 6


def test_timeline_of_a_closed_call_says_what_comes_and_no_more_how_to_apply(client, planned):
    now = timezone.now()
    redated(planned, opens_at=now - 9 * DAY, closes_at=now - DAY)
    site_cache.clear()
    page = client.get(f"/en/{planned.slug}/").content.decode()
    shown = lines(page)
    assert "reviewers read the answers" in shown[0]
    assert date_format(planned.answers_until) in shown[2]
    assert "Apply on paper" not in page


def test_timeline_without_days_promises_none(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    type(call).objects.update(meets_until=None, meets_from=None)
    site_cache.clear()
    shown = lines(client.get(f"/en/{call.slug}/apply/receipt/").content.decode())
    assert shown[-1].startswith("Everyone gets an answer.")


def test_open_call_has_no_timeline_but_its_days(client, planned) -> None:
    page = client.get(f"/en/{planned.slug}/").content.decode()
    assert "timeline" not in page
    assert date_format(planned.answers_until) in page
    assert date_format(planned.meets_from, "F Y") in page
