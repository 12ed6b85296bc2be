"""Coordinators copy, edit and translate a call; each page says why something cannot be changed."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Call, Choice, Cluster, DeadlineExtension, Page, Question
from applications.translation import CallWording, QuestionWording
from core.languages import ALL
from core.translated import column
from reviewers.models import Criterion
from selection.models import TargetSet
from tests.applications.calls.configuring import COPY, NEW, OPEN, typed
from tests.factories.applications import apply
from tests.factories.story import two_criteria
from tests.factories.targets import set_target

EVIL = "<script>document.title='gone'</script><img src=x onerror=alert(1)>"


@pytest.mark.django_db
def test_copy_has_all_words_and_no_public_page(client, call, copy) -> None:
    columns = [
        column(name, language) for name in CallWording.fields for language in ALL if name != "title"
    ]
    assert [getattr(copy, name) for name in columns] == [getattr(call, name) for name in columns]
    assert (copy.title_en, copy.title_es) == ("Design Group 2022", ""), "the copy's own"
    assert not copy.is_published
    assert (call.meets_from, copy.meets_from) == (date(2021, 12, 1), None), "promised to others"
    assert timezone.localtime(copy.opens_at).isoformat() == "2031-02-03T09:00:00-05:00"
    words = [column(name, language) for name in QuestionWording.fields for language in ALL]
    values = ["key", "kind", "part", "order", "is_scored", "max_characters", *words]
    of_both = [list(each.questions.values_list(*values)) for each in (call, copy)]
    assert of_both[0] == of_both[1]
    offered = [
        list(
            Choice.objects.filter(question__call=each)
            .order_by("question__order", "order")
            .values_list("question__key", "key", "text_en", "text_ar")
        )
        for each in (call, copy)
    ]
    assert offered[0] == offered[1]
    assert copy.sections.count() == call.sections.count()
    assert client.get("/en/design-group-2022/").status_code == 404
    assert Call.objects.get(pk=call.pk).is_published


@pytest.mark.django_db
def test_copy_has_the_criteria_targets_and_pages(client, call) -> None:
    two_criteria(call)
    set_target(call, Cluster.objects.first(), 1, 2)
    Page.objects.create(key="meetings", call=call, title_en="Meetings", body_en="Two.", order=9)
    client.post(f"{OPEN}copy/", COPY)
    client.post(
        f"{NEW}copy/",
        COPY | {"title": "Another", "slug": "design-group-2023", "reference_prefix": "CDI"},
    )
    for copy in Call.objects.exclude(pk=call.pk):
        what = ("key", "weight", "steps__points", "steps__meaning")
        criteria = Criterion.objects.values_list(*what)
        of_both = [list(criteria.filter(rubric__call=each)) for each in (call, copy)]
        assert of_both[0] == of_both[1] and len(of_both[0]) > 2
        of_both = [TargetSet.objects.get(call=each).targets.all() for each in (call, copy)]
        assert [t.wanted for t in of_both[0]] == [t.wanted for t in of_both[1]] == ["1 to 2"]
        assert {t.attribute.call for t in of_both[1]} == {copy}
        assert f"meetings-{copy.slug}" in copy.pages.values_list("key", flat=True)
        assert copy.pages.count() == call.pages.count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "design-group-2021"}, "Another call has this address."),
        ({"title": "  "}, "This field is required."),
        ({"title": "COMMUNITY-LED DESIGN GROUP for mental health crisis response"}, "this title"),
        ({"slug": "about"}, "The site itself uses this address."),
        ({"slug": "Übung"}, "Use small letters, digits and dashes."),
        ({"reference_prefix": "CDG"}, "Another call’s references begin like this."),
        ({"reference_prefix": "c1"}, "Use two to four capital letters"),
        ({"closes_at": "2031-01-01T00:00"}, "It must close after it opens."),
        ({"closes_at": "2031-11-02T01:30"}, "The clocks change in that hour."),
        ({"opens_at": "2031-03-09T02:30"}, "The clocks change in that hour."),
        ({"opens_at": "tomorrow"}, "Enter a valid date/time."),
    ],
)
def test_copy_wrong_input_is_told(client, changes, words) -> None:
    page = client.post(f"{OPEN}copy/", COPY | changes)
    assert words in page.content.decode()
    assert Call.objects.count() == 1


@pytest.mark.django_db
def test_call_edit_stores_facts_in_the_city_s_clock(client, copy) -> None:
    path = f"{NEW}edit/"
    sent = typed(client, path, closes_at="2031-07-01T17:00", stipend_cents="1500", seats="12")
    assert client.post(path, sent).url == NEW
    copy.refresh_from_db()
    assert timezone.localtime(copy.closes_at).isoformat() == "2031-07-01T17:00:00-04:00"
    assert (copy.stipend_cents, copy.seats) == (150_000, 12)
    events = copy.events.count()
    client.post(path, typed(client, path))
    assert copy.events.count() == events, "saved untouched"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"stipend_cents": "-1"}, "Choose an amount"),
        ({"stipend_cents": "99999999999"}, "Choose an amount"),
        ({"grace_minutes": "99999"}, "less than or equal to 32767"),
        ({"title_en": ""}, "This field is required."),
        ({"help_email": "nobody"}, "valid email"),
        ({"closes_at": "2031-01-01T00:00"}, "It must close after it opens."),
    ],
)
def test_call_edit_wrong_input_is_told_and_kept(client, copy, changes, words) -> None:
    page = client.post(f"{NEW}edit/", typed(client, f"{NEW}edit/", summary_en="Kept", **changes))
    text = page.content.decode()
    assert words in text
    assert "Kept" in text
    assert not Call.objects.filter(summary_en="Kept").exists()


@pytest.mark.django_db
def test_call_edit_two_at_once_cannot_break_a_rule(client, copy) -> None:
    path = f"{NEW}edit/"
    one, other = typed(client, path), typed(client, path)
    client.post(path, one | {"opens_at": "2031-03-01T09:00"})
    page = client.post(path, other | {"closes_at": "2031-02-20T09:00"})
    assert "a call closes after it opens" in page.content.decode().lower()
    assert timezone.localtime(Call.objects.get(pk=copy.pk).closes_at).month == 3


@pytest.mark.django_db
def test_call_edit_of_an_open_call_leaves_out_what_it_promised(client, call) -> None:
    page = client.get(f"{OPEN}edit/")
    assert not {"slug", "opens_at", "closes_at"} & set(page.context["form"].fields)
    assert "it keeps what it promised" in page.content.decode()
    client.post(f"{OPEN}edit/", typed(client, f"{OPEN}edit/", help_phone="617-555-0123"))
    after = Call.objects.get()
    assert (after.closes_at, after.help_phone) == (call.closes_at, "617-555-0123")


@pytest.mark.django_db
def test_call_edit_that_the_opening_overtook_is_told_and_kept(client, copy) -> None:
    path, now = f"{NEW}edit/", timezone.now()
    untouched = typed(client, path, seats="9")
    moved = typed(client, path, closes_at="2031-07-01T17:00", help_phone="617-555-0199")
    Call.objects.filter(pk=copy.pk).update(is_published=True, opens_at=now - timedelta(days=1))
    assert client.post(path, untouched).status_code == 302
    page = client.post(path, moved)
    text = page.content.decode()
    assert "Nothing is saved yet" in text
    assert "You typed “2031-07-01 17:00”, and it is “2031-03-03 17:00”." in text
    after = Call.objects.get(pk=copy.pk)
    assert (after.closes_at, after.seats, after.help_phone) == (copy.closes_at, 9, "")
    again = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert client.post(path, again).status_code == 302
    assert Call.objects.get(pk=copy.pk).help_phone == "617-555-0199"


@pytest.mark.django_db
def test_call_translate_saves_only_what_was_typed_anew(client, copy, cast) -> None:
    path = f"{NEW}words/?language=so"
    question = copy.questions.first()
    choice = question.choices.first()
    mine, theirs = typed(client, path), typed(client, path)
    theirs[f"question-{question.pk}-text_so"] = "Su'aal"
    client.post(path, theirs)
    mine[f"choice-{choice.pk}-text_so"] = "Jawaab"
    assert client.post(path, mine).status_code == 302
    question.refresh_from_db()
    choice.refresh_from_db()
    assert (question.text_so, choice.text_so) == ("Su'aal", "Jawaab")
    assert (question.text_en, choice.text_en) == (
        Question.objects.get(call__slug="design-group-2021", key=question.key).text_en,
        Choice.objects.exclude(pk=choice.pk)
        .get(question__key=question.key, key=choice.key)
        .text_en,
    )


@pytest.mark.django_db
def test_call_translate_tells_the_second(client, copy) -> None:
    path = f"{NEW}words/?language=so"
    name = f"question-{copy.questions.first().pk}-text_so"
    one, other = typed(client, path), typed(client, path)
    client.post(path, one | {name: "Kow"})
    page = client.post(path, other | {name: "Laba"})
    text = page.content.decode()
    assert "Coordinator changed this" in text
    assert "Kow" in text
    assert "Laba" in text
    assert copy.questions.first().text_so == "Kow"


@pytest.mark.django_db
def test_call_translate_takes_a_fixed_number_of_queries(client, copy) -> None:
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{NEW}words/?language=ar")
        counts.append(len(captured))
        question = Question.objects.create(
            call=copy,
            key=f"more-{number}",
            part="call",
            kind="one_choice",
            order=50 + number,
            text_en="More?",
        )
        Choice.objects.create(question=question, key="a", order=0, text_en="A")
    assert counts[0] == counts[1] <= 12


@pytest.mark.django_db
def test_deadline_extend_asks_a_reason_and_a_later_time(client, call, cast) -> None:
    path = f"{OPEN}deadline/"
    later = timezone.localtime(call.closes_at + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    early = timezone.localtime(call.closes_at - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    given = {"closes_at": early, "reason": ""}
    refused = client.post(path, given, follow=True).content.decode()
    assert "An open deadline can only move later." in refused
    assert "This field is required." in refused
    assert not DeadlineExtension.objects.exists()
    client.post(path, {"closes_at": later, "reason": "The library was closed."})
    assert timezone.localtime(Call.objects.get().closes_at).strftime("%Y-%m-%dT%H:%M") == later
    page = client.get(OPEN).content.decode()
    assert "The library was closed." in page
    assert "Coordinator" in page
    event = Call.objects.get().events.order_by("-pgh_id").first()
    assert event.pgh_context["action"] == "applications.calls.actions.open_call.extend_deadline"


@pytest.mark.django_db
def test_call_unpublish_only_while_nobody_applied(client, call) -> None:
    apply(call)
    page = client.post(f"{OPEN}unpublish/", follow=True).content.decode()
    assert "Somebody has applied: the call stays published." in page
    assert Call.objects.get().is_published


@pytest.mark.django_db
def test_words_of_a_call_are_shown_as_text_everywhere(client, call, copy) -> None:
    for row in (copy, *copy.sections.all(), *copy.questions.all()):
        for field in row._meta.concrete_fields:
            if field.name.endswith("_en"):
                setattr(row, field.name, EVIL[: field.max_length])
        row.mail_address = EVIL
        row.save()
    Choice.objects.filter(question__call=copy).update(text_en=EVIL)
    Call.objects.filter(pk=copy.pk).update(
        is_published=True,
        opens_at=timezone.now(),
        help_phone="1",
        help_email="a@example.org",
    )
    question = copy.questions.first().pk
    public = ["", "apply/eligibility/", "paper/"]
    edits = ["", "edit/", "words/?language=es", "readiness/", "copy/", "deadline/"]
    previews = ["", "apply/questions/", "apply/check/", "apply/about-you/", "paper/"]
    pages = [f"/en/design-group-2022/{path}" for path in public]
    pages += [f"{NEW}{path}" for path in (*edits, f"questions/{question}/")]
    pages += [f"{NEW}preview/en/{path}" for path in previews]
    for page in [*pages, "/staff/calls/", "/en/"]:
        text = client.get(page).content.decode()
        assert not re.search(r"<script>document|<img src=x", text), page
        assert "&lt;script&gt;" in text or "apply/eligibility" in page, page


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["clerk", "reviewer", "finance", "auditor", "administrator"])
def test_call_pages_are_closed_to_others(client, call, cast, person) -> None:
    other = Client()
    other.force_login(getattr(cast, person))
    question = call.questions.first()
    posts = {
        "edit/": {"title_en": "Mine"},
        "copy/": COPY,
        "unpublish/": {},
        "publish/": {"looked": "on"},
        "deadline/": {"closes_at": "2040-01-01T00:00", "reason": "Mine"},
        f"questions/{question.pk}/": {"text_en": "Mine"},
        "preview/en/": {},
        f"questions/{question.pk}/remove/": {},
        "words/?language=es": {},
    }
    for path, given in posts.items():
        assert other.post(f"{OPEN}{path}", given).status_code == 403, path
    assert Call.objects.get().is_published
    assert not Question.objects.filter(text_en="Mine").exists()
