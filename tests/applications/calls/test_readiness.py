"""Before publishing: what must be mended, what is worth a look, and that nothing slips through."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import make_aware

from applications.calls.actions.configure import set_office
from applications.calls.readiness import findings
from applications.form.call_items import whole_calls
from applications.models import Call, CallSection, Choice, Cluster, Office, Page, Question
from reviewers.models import Criterion
from selection.actions.targets import save_targets
from tests.factories.story import two_criteria
from tests.factories.targets import set_target
from tests.factories.wording import waive_all

READINESS = "/staff/calls/design-group-2021/readiness/"
PUBLISH = "/staff/calls/design-group-2021/publish/"


def at(*numbers: int) -> datetime:
    return make_aware(datetime(*numbers))


@pytest.fixture
def ready(call) -> Call:
    """The call, not published, with nothing missing but some languages."""
    Call.objects.update(is_published=False)
    Call.objects.update(
        opens_at=at(2031, 2, 3, 9),
        closes_at=at(2031, 3, 3, 17),
        answers_until=date(2031, 4, 11),
        meets_from=date(2031, 5, 1),
        meets_until=date(2031, 8, 1),
    )
    set_office(by=None, phone="617-555-0100", email="help@example.org")
    Page.objects.filter(key="privacy").update(title_es="P", body_es="P", title_ar="P", body_ar="P")
    waive_all(call)
    two_criteria(call)
    place = Cluster.objects.first()
    set_target(call, place, 1, 2)
    return Call.objects.get()


@pytest.fixture
def client(ready, cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


def found_in(call: Call) -> dict[str, bool]:
    """What readiness says, and whether it blocks."""
    return {each.says: each.blocks for each in findings(whole_calls().get(pk=call.pk))}


def set_call(**values: object) -> Callable[[], object]:
    return lambda: Call.objects.update(**values)


def lose_targets() -> None:
    call, seats = Call.objects.get(), {"seats_least": 1, "seats_most": 1}
    save_targets(by=None, call=call, seen=1, wanted=[], **seats)


MISTAKES = [
    (lambda: Criterion.objects.all().delete(), "There are no criteria.", True),
    (lose_targets, "There are no targets", True),
    (
        set_call(summary_en="By March 2, 2031. We meet on March 4, 2031."),
        "names March 2, 2031 in English",
        False,
    ),
    (lambda: Office.objects.update(phone=""), "The office has no phone number.", True),
    (lambda: Office.objects.update(email=""), "The office has no e-mail address.", True),
    (lambda: Office.objects.update(city_en=""), "which city this is", True),
    (lambda: Office.objects.all().delete(), "which office this is", True),
    (set_call(mail_address="", counter_address=""), "no address to mail a form to and no", True),
    (set_call(mail_address=""), "There is no address to mail a form to.", False),
    (set_call(counter_address=""), "There is no counter to come to.", False),
    (set_call(counter_hours_en=""), "when the counter is open", False),
    (set_call(stipend_when_en=""), "when the stipend is paid", False),
    (set_call(answers_until=None), "by when everyone gets an answer", False),
    (set_call(answers_until=date(2031, 3, 3)), "an answer before the call closes", True),
    (set_call(meets_from=None, meets_until=None), "Nothing says when the group meets.", False),
    (set_call(meets_from=date(2021, 12, 1)), "would meet before the call closes", True),
    (set_call(opens_at=at(2020, 1, 1), closes_at=at(2020, 2, 3)), "It closes in the past.", True),
    (set_call(opens_at=at(2020, 1, 1)), "it is open the moment you publish it", False),
    (set_call(closes_at=at(2031, 2, 5)), "less than a week", False),
    (set_call(closes_at=at(2031, 3, 9, 17)), "The clocks change on the day it closes.", False),
    (set_call(opens_at=at(2030, 11, 3, 9)), "The clocks change on the day it opens.", False),
    (set_call(closes_at=at(2031, 3, 2, 17)), "on a weekend", False),
    (set_call(summary_en="We meet until May 2030."), "names 2030 in English, and the", False),
    (
        lambda: Page.objects.filter(key="pilots").update(body_ar="منذ أبريل ٢٠٢٩"),
        "names 2021, 2029 in 12 languages, and the call closes on March 3, 2031",
        False,
    ),
    (set_call(consent_en=""), "The English consent is empty.", True),
    (set_call(about_you_intro_en=""), "why you ask the about-you questions", False),
    (set_call(title_es=None), "Spanish: 1 of ", False),
    (lambda: Question.objects.update(is_scored=False), "No question is scored", True),
    (
        lambda: Question.objects.filter(part="connection").delete(),
        "that step would be empty",
        False,
    ),
    (
        lambda: (
            Choice.objects.filter(key="professional").delete()
            and Choice.objects.filter(question__key="connection", order__gt=0).delete()
        ),
        "needs at least 2 choices",
        True,
    ),
    (lambda: Choice.objects.filter(key="prefer-not-to-say").delete(), "Prefer not to say", False),
    (lambda: CallSection.objects.all().delete(), "no section yet", False),
    (lambda: Page.objects.filter(key="privacy").delete(), "There is no page on privacy.", True),
    (lambda: Page.objects.filter(key="privacy").update(body_ar=None), "not all in Arabic", False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("spoil", "words", "blocks"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_readiness_finds_what_is_missing(ready, client, spoil, words, blocks) -> None:
    assert not any(words in each for each in found_in(ready))
    spoil()
    assert {is_block for each, is_block in found_in(ready).items() if words in each} == {blocks}
    page = client.get(READINESS)
    assert words in page.content.decode().replace("&#x27;", "'")
    answer = client.post(PUBLISH, {"looked": "on"}, follow=True).content.decode()
    assert Call.objects.get().is_published is not blocks
    assert ("something is still missing" in answer) is blocks


@pytest.mark.django_db
def test_readiness_leads_to_where_it_is_mended(ready, client) -> None:
    Call.objects.update(title_es=None, mail_address="", answers_until=None, counter_hours_en="")
    Office.objects.update(phone="", city_en="")
    Page.objects.filter(key="privacy").delete()
    for each in findings(whole_calls().get()):
        if not each.fix_url:
            continue
        path, _, anchor = each.fix_url.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200, each
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), each


@pytest.mark.django_db
def test_publish_wants_a_confirmation(ready, client) -> None:
    page = client.post(PUBLISH, follow=True).content.decode()
    assert "Tick that you have looked at the preview" in page
    assert not Call.objects.get().is_published
    client.post(PUBLISH, {"looked": "on"})
    call = Call.objects.get()
    assert call.is_published
    event = call.events.order_by("-pgh_id").first()
    assert event.pgh_context["action"] == "applications.calls.actions.open_call"
    assert client.get(f"/en/{call.slug}/").status_code == 200
    assert call.opens_at > timezone.now()


@pytest.mark.django_db
def test_published_call_that_lost_something_says_so(ready, client) -> None:
    pages = (READINESS.removesuffix("readiness/"), READINESS, "/staff/")
    words = (
        "1 thing must be mended",
        'Must be mended <span class="count">1<',
        "A call is not ready",
    )
    client.post(PUBLISH, {"looked": "on"})
    for page, says in zip(pages, words, strict=True):
        assert says not in client.get(page).content.decode()
    Call.objects.update(consent_en="")
    for page, says in zip(pages, words, strict=True):
        assert says in client.get(page).content.decode()
    Call.objects.update(consent_en="So be it.", opens_at=at(2020, 1, 1), closes_at=at(2020, 2, 3))
    assert not [says for says, blocks in found_in(ready).items() if blocks], (
        "it closed as it should"
    )
