"""The history pages: who, when, which fields, from what to what; and never anybody's words."""

from datetime import timedelta
from itertools import chain

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from pgtrigger import ignore

from applications.calls.actions.configure import set_office
from applications.form.actions.withdraw import withdraw_application
from applications.models import Answer, Contact, Notice, Page, Revision
from core import paging
from core.accounts import deactivate_account
from core.models import User
from core.permissions import Role
from reports.history import Changes, Query
from reports.history_parts import parts
from reviewers.actions.score import submit_review
from reviewers.models import Review
from reviewers.reading import Reading
from selection.offers.actions.clock import make_offers
from selection.offers.queries import offer_of
from selection.releases.actions.draft import drop_release
from tests.factories import story
from tests.factories.applications import apply
from tests.factories.letters import decision_about, letter_about
from tests.factories.offering import accepted
from tests.factories.releasing import drafted

CANARY = "Quetzalcoatlus"


def page_of(client: Client, path: str, **filters: str) -> str:
    answer = client.get(path, filters)
    assert answer.status_code == 200
    return answer.content.decode()


def entries_of(client: Client, **filters: str) -> list:
    return client.get("/staff/history/", filters).context["table"].rows


def listed(client: Client, **filters: str) -> set[tuple[str, str]]:
    """(thing, what was done) of every change listed."""
    entries = entries_of(client, **filters)
    return {(c.thing.partition(" (")[0], c.did) for entry in entries for c in entry.changes}


@pytest.mark.django_db(transaction=True)  # one action, one moment: what orders them
def test_history_tells_who_did_what_and_what_it_was_before(call, cast, auditor) -> None:
    application = apply(call)
    drop_release(by=cast.second_coordinator, release=drafted(cast, application))
    withdraw_application(by=None, application=application)
    path = f"/staff/history/application/{application.reference}/"
    entries = auditor.get(path).context["table"].rows
    acts = [(entry.action, entry.person) for entry in entries]
    assert acts == [
        ("Withdrew the application", ""),
        ("Dropped a draft", "Second Coordinator"),
        ("Drafted a release", "Coordinator"),
        ("Sent the application", ""),
    ]
    [withdrawn] = entries[0].changes
    status = next(each for each in withdrawn.differences if each.field == "Status")
    assert (status.before, status.after) == ("received", "withdrawn")
    # What is gone from its table is still told, with what it was.
    [removed] = entries[1].changes
    assert (removed.thing, removed.did) == ("Decision", "removed")
    assert ("Decided by", "Coordinator") in [(d.field, d.before) for d in removed.differences]


@pytest.mark.django_db
def test_history_never_shows_what_people_wrote(call, cast, auditor) -> None:
    personal = {"full_name", "phone", "post_address", "trusted_contact"}
    application = apply(
        call,
        contact=dict.fromkeys(personal, CANARY) | {"email": f"{CANARY}@example.org"},
        home={"street": CANARY, "place_description": CANARY},
        support={"accommodation": CANARY, "speaks_other": CANARY},
        connection={"connection-story": CANARY},
        questions={"why-join": CANARY, "what-should-change": CANARY},
    )
    criteria = story.two_criteria(call)
    review = story.assigned(application, cast)
    points = dict.fromkeys(criteria, 2)
    submit_review(by=cast.reviewer, review=review, reading=Reading(points, comment=CANARY))
    story.recorded(application, cast, words=CANARY)
    for kind in parts():
        page = page_of(auditor, "/staff/history/", kind=kind, reference=application.reference)
        assert CANARY.lower() not in page.lower()
    page = page_of(auditor, f"/staff/history/application/{application.reference}/")
    assert CANARY.lower() not in page.lower()
    for field in ("Remark", "reason", "authorization"):  # that there is one is told
        assert field in page
    assert "lives in the city" in page and "the applicant" in page
    # About-you answers: that there are some, not which question nor what.
    page = page_of(auditor, "/staff/history/", kind="aboutyouanswer")
    assert "About-you answer" in page
    assert "35-54" not in page and "age" not in page.split("<tbody")[1].lower()


@pytest.mark.django_db
def test_history_notes_a_change_of_what_it_does_not_hold(call, auditor) -> None:
    application = apply(call)
    reference = application.reference
    before = listed(auditor, reference=reference)
    Contact.objects.update(phone=CANARY)
    with ignore("applications.Answer:what_somebody_answered_is_never_altered"):
        Answer.objects.exclude(text="").update(text=CANARY)
    after = listed(auditor, reference=reference)
    assert after - before == {("Contact", "changed"), ("Answer", "changed")}
    page = page_of(auditor, f"/staff/history/application/{reference}/")
    assert "phone" in page and CANARY not in page


@pytest.mark.django_db
def test_history_counts_what_is_alike_and_loses_nothing(call, cast, auditor) -> None:
    reviews = Review.objects.filter(pk=story.assigned(apply(call), cast).pk)
    reviews.update(reopen_reason=CANARY, reopened_by=cast.coordinator, reopened_at=timezone.now())
    for reason in ("one", "another"):
        reviews.update(reopen_reason=reason)
    changed = [c for e in entries_of(auditor, kind="review") for c in e.changes if c.did != "added"]
    listed_now = sorted((change.thing, len(change.differences)) for change in changed)
    assert listed_now == [("Review", 2), ("Review (2)", 0)]
    assert {tuple(change.hidden) for change in changed} == {("reopen reason",)}


@pytest.mark.django_db
def test_history_notes_a_new_password_and_not_each_sign_in(cast, auditor) -> None:
    before = len(entries_of(auditor, kind="user"))
    User.objects.filter(pk=cast.clerk.pk).update(last_login=timezone.now())
    assert len(entries_of(auditor, kind="user")) == before
    cast.clerk.set_password(CANARY)
    cast.clerk.save()
    newest = entries_of(auditor, kind="user")[0]
    assert (newest.root.title, newest.changes[0].hidden) == ("Clerk", ["password", "last login"])


@pytest.mark.django_db
def test_history_shows_roles_payments_and_calls(call, cast, auditor) -> None:
    story.approved(apply(call), cast)
    set_office(by=cast.coordinator, phone="617-555-0199", email="help@example.org")
    assert "Auditor" in page_of(auditor, f"/staff/history/user/{cast.auditor.pk}/")
    assert "$1,200" in page_of(auditor, "/staff/history/", kind="ledgerentry")
    assert "617-555-0199" in page_of(auditor, "/staff/history/", kind="office")


@pytest.mark.django_db
def test_history_shows_accounts_and_what_the_city_writes(call, cast, auditor) -> None:
    story.invited(cast, Role.CLERK, Role.FINANCE)
    deactivate_account(by=cast.administrator, account=cast.finance)
    assert "Clerk, Finance" in page_of(auditor, "/staff/history/", kind="invitation")
    assert "Closed an account" in page_of(auditor, f"/staff/history/user/{cast.finance.pk}/")
    question = call.questions.get(key="why-join")
    question.text_es = "¿Por qué quiere participar?"
    question.save()
    Page.objects.filter(key="privacy").update(title_en="What we keep")
    Notice.objects.filter(key="covid-19").update(body_en="Masks are welcome.")
    assert "¿Por qué quiere" in page_of(auditor, f"/staff/history/call/{call.slug}/")
    for kind, words in (("page", "What we keep"), ("notice", "Masks are welcome.")):
        assert words in page_of(auditor, "/staff/history/", kind=kind)


@pytest.mark.django_db
def test_every_tracked_table_is_a_kind_of_history() -> None:
    models = [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]
    tracked = {model._meta.model_name for model in models}
    accounts = {"user", "roleheld", "invitation"}
    calls = {"call", "question", "choice", "page", "notice", "office"}
    records = {"residencycheck", "contactlogentry", "redaction", "erasure", "legalhold"}
    assert accounts | calls | records | {"withdrawalrequest"} <= tracked
    assert parts().keys() == tracked | {"ledgerentry", "deadlineextension"}


@pytest.mark.django_db
def test_history_is_found_by_reference_kind_person_action_and_day(call, cast, auditor) -> None:
    wanted, other = apply(call), apply(call)
    drafted(cast, wanted, other)
    today, week = timezone.localdate(), timedelta(days=7)

    def references(**filters: str) -> set[str]:
        return {entry.root.title for entry in entries_of(auditor, **filters) if entry.root}

    assert references(reference=wanted.reference.lower()) == {wanted.reference}
    assert references(kind="decision") == {wanted.reference, other.reference}
    assert references(person=str(cast.coordinator.pk)) >= {wanted.reference, other.reference}
    assert references(person=str(cast.finance.pk)) == set()
    chose = "selection.releases.actions.draft.draft_release"
    assert references(action=chose, reference=other.reference) == {other.reference}
    assert references(since=str(today), until=str(today), kind="decision")
    assert references(since=str(today + week)) == references(until=str(today - week)) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"reference": "CDG-NONE-SUCH"}, "There is no application"),
        ({"since": "2021-06-31"}, "valid date"),
        ({"since": "2021-06-02", "until": "2021-06-01"}, "before the first one"),
        ({"kind": "session"}, "not one of the available choices"),
        ({"person": "x' OR 1=1"}, "not one of the available choices"),
    ],
)
def test_history_says_what_is_wrong_with_a_search(filters, words, auditor) -> None:
    page = page_of(auditor, "/staff/history/", **filters)
    assert words in page and "<title>Error:" in page
    assert "Changes, newest first" not in page


@pytest.mark.django_db
def test_history_takes_any_place_to_go_on_from(call, auditor) -> None:
    apply(call)
    for after in ("x", "~~", "2021-01-01~user~1", "2021-01-01T00:00:00+00:00~no~1", "é~user~²"):
        assert "Changes, newest first" in page_of(auditor, "/staff/history/", after=after)
    assert "Try fewer" not in page_of(auditor, "/staff/history/", until="2099-12-31")


@pytest.mark.django_db
def test_history_pages_join_without_gap_or_repetition(call, monkeypatch) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 7)
    for _ in range(2):
        apply(call)
    pages = [paging.page_of(Changes())]
    while after := pages[-1].after:
        pages.append(paging.page_of(Changes(), after=after))
    back = [paging.page_of(Changes(), before=page.before).rows for page in pages[1:]]
    assert back == [page.rows for page in pages[:-1]]
    events = list(chain(*(page.rows for page in pages)))
    places = [(event.part.kind, event.number) for event in events]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + " + ".join(f"(SELECT count(*) FROM {part.source} e)" for part in parts().values())
        )
        (total,) = cursor.fetchone()
    assert len(places) == len(set(places)) == total > 7 * 3
    moments = [event.at for event in events]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.django_db
def test_history_of_a_thing_opens_for_those_who_see_the_thing(call, cast) -> None:
    application = apply(call)
    pages = {
        f"application/{application.reference}": {"coordinator", "auditor"},
        f"call/{call.slug}": {"coordinator", "auditor"},
        f"user/{cast.clerk.pk}": {"administrator", "auditor"},
        "page/privacy": {"coordinator", "auditor"},
        "notice/covid-19": {"coordinator", "auditor"},
        "office/office": {"coordinator", "auditor"},
        "cluster/1": {"auditor"},
        "session/1": set(),
        "revision/1": set(),
        "application/CDG-NONE-SUCH": set(),
        "user/99999999999999999999999": set(),
        "user/²": set(),
    }
    opened = {path: set() for path in pages}
    for name in cast._fields:
        client = Client()
        client.force_login(getattr(cast, name))
        for path in pages:
            status = client.get(f"/staff/history/{path}/").status_code
            assert status in (200, 403, 404)
            if status == 200:
                opened[path].add(name.removeprefix("second_"))
    cluster_is_there = opened.pop("cluster/1")
    assert cluster_is_there <= pages.pop("cluster/1")
    assert opened == pages


@pytest.mark.django_db
def test_history_belongs_to_its_application_whatever_table_it_is_in(call, cast) -> None:
    """Every table that leads to an application is told of on its page."""
    reading = Reading(dict.fromkeys(story.two_criteria(call), 1), comment="Well said")
    application = apply(call)
    review = story.assigned(application, cast)
    submit_review(by=cast.reviewer, review=review, reading=reading)
    story.approved(application, cast)
    letter_about(decision_about(application), cast.coordinator)
    make_offers(by=None)
    accepted(offer_of(application))
    story.recorded(application, cast)
    apply(call)  # somebody else's
    events = paging.page_of(Changes(Query(root=("application", application.pk)))).rows
    kinds = {event.part.kind for event in events}
    reaches = {k for k, p in parts().items() if p.root.__name__ == "Application"}
    online = {"paperentry", "scannedpage", "lateentry", "translation", "answerlanguage"}
    elsewhere = {"importedrow", "handedoutanswer", "leftoutrow"}
    known_to_nobody = {"duplicatemark", "conflict", "listedperson", "otherperson"}
    as_usual = {"wantedreadings", "lock", "apart", "attendance", "askedreserve", "needinenglish"}
    assert reaches - kinds == online | elsewhere | known_to_nobody | as_usual
    assert {event.root_id for event in events} == {str(application.pk)}
    assert Revision.objects.count() == 2
