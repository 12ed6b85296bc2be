"""Coordinators set up criteria, the ranking rule and phases on pages."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.models import Call
from reviewers.actions.end import reopen_review
from reviewers.actions.rubric import fix_ranking_rule
from reviewers.actions.score import submit_review
from reviewers.enums import ReviewStatus
from reviewers.models import Criterion, RankingRule, Review, ReviewPhase, Rubric, Score
from reviewers.queries import criteria_of
from reviewers.reading import Reading
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import assigned, phase, scored, two_criteria
from tests.factories.translations import correct

pytestmark = pytest.mark.django_db
STEPS = "Nothing\nA little\nA lot"


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


def at(call: Call, more: str) -> str:
    return f"/staff/calls/{call.slug}/{more}"


def test_criteria_are_written_on_pages(call, coordinator) -> None:
    given = {"title": "Able to take part", "guidance": "Needing support lowers nothing."}
    coordinator.post(at(call, "rubric/add/"), given | {"weight": 2, "steps": STEPS})
    coordinator.post(at(call, "rubric/add/?kind=note"), {"title": "What to ask"})
    scored_one, note = Criterion.objects.all()
    assert (scored_one.weight, scored_one.max_points, note.weight) == (2, 2, 0)
    edit = at(call, f"rubric/{note.pk}/")
    page = coordinator.get(edit)
    seen = page.context["form"]["seen"].value()
    asked = {"title": "What would you ask?", "place": 1, "seen": seen}
    assert coordinator.post(edit, asked).status_code == 302
    assert [each.title for each in Criterion.objects.all()] == [
        "What would you ask?",
        "Able to take part",
    ]
    answer = coordinator.post(edit, asked)  # by somebody who opened it before
    assert answer.status_code == 409
    coordinator.post(at(call, f"rubric/{note.pk}/delete/"))
    assert Criterion.objects.get() == scored_one


def test_scale_needs_steps_in_words(call, coordinator) -> None:
    answer = coordinator.post(
        at(call, "rubric/add/"), {"title": "Short", "weight": 1, "steps": "Only one"}
    )
    assert "Write 2 to 10 lines." in answer.content.decode()
    assert not Criterion.objects.exists()


def test_ranking_is_fixed_before_the_first_score(call, cast, coordinator) -> None:
    rule = {"ranking_score": "adjusted", "readings": 3, "fewest_readings": 4}
    page = coordinator.post(at(call, "rubric/ranking/"), rule).content.decode()
    assert "This is more than each application gets." in page
    coordinator.post(at(call, "rubric/ranking/"), rule | {"fewest_readings": 2})
    assert RankingRule.objects.get().fixed_by == cast.coordinator
    RankingRule.objects.all().delete()
    scored(apply(call), cast, 3)
    page = coordinator.post(at(call, "rubric/ranking/"), rule | {"readings": 5}).content.decode()
    assert "Scores were saved by this rule." in page


def changed(call: Call, coordinator: Client, steps: str | None = None, weight: int = 9) -> str:
    """A new version with another weight or another scale; the page that says what it does."""
    coordinator.post(at(call, "rubric/version/"), {"reason": "Norming"})
    criterion = Criterion.objects.get(rubric__number=2, key="readiness")
    edit = at(call, f"rubric/{criterion.pk}/")
    form = coordinator.get(edit).context["form"]
    given = {name: form[name].value() for name in form.fields} | {"weight": weight}
    if steps:
        given["steps"] = steps
    assert coordinator.post(edit, given).status_code == 302
    return coordinator.get(at(call, "rubric/")).content.decode()


def put_in_force(call: Call, cast) -> None:
    """One coordinator asks for the version, and the other one agrees."""
    adopt = at(call, "rubric/version/adopt/")
    signed_in(cast.coordinator).post(adopt, {"ask": "1"})
    signed_in(cast.second_coordinator).post(adopt)


def test_nobody_alone_puts_criteria_in_force_that_change_scores(call, cast, coordinator) -> None:
    scored(apply(call), cast, 3)
    adopt, rubric = at(call, "rubric/version/adopt/"), at(call, "rubric/")
    second = signed_in(cast.second_coordinator)

    def is_refused(client: Client) -> bool:
        page = client.post(adopt, follow=True).content.decode()
        assert Review.objects.get().rubric.number == 1
        return "another one puts it in force" in page

    def waiting(client: Client) -> list[str]:
        return [each.words for each in client.get("/staff/").context["todo"].now]

    assert "Ask another coordinator" in changed(call, coordinator)
    assert is_refused(coordinator) and is_refused(second)
    coordinator.post(adopt, {"ask": "1"})
    assert "Waits for another coordinator" in coordinator.get(rubric).content.decode()
    asks = f"{cast.coordinator} asks for version 2: {call.title}."
    assert asks in waiting(second) and asks not in waiting(coordinator)
    assert is_refused(coordinator)
    changed(call, second, weight=5)  # whoever changes it needs the other one in turn
    assert is_refused(second) and asks not in waiting(second)
    second.post(adopt, {"ask": "1"})
    assert "asks you to put it in force" in coordinator.get(rubric).content.decode()
    with pytest.raises(IntegrityError, match="criteria that change scores"), transaction.atomic():
        Rubric.objects.filter(number=2).update(frozen_at=timezone.now())
    coordinator.post(adopt)
    version = Rubric.objects.get(number=2)
    assert (version.asked_by, version.approved_by) == (cast.second_coordinator, cast.coordinator)


def test_one_coordinator_is_enough_before_a_review_is_in(call, cast, coordinator) -> None:
    review = scored(apply(call), cast, 3)
    Review.objects.filter(pk=review.pk).update(status=ReviewStatus.OPEN, submitted_at=None)
    adopt = at(call, "rubric/version/adopt/")
    assert "Ask another coordinator" not in changed(call, coordinator)
    page = coordinator.post(adopt, {"ask": "1"}, follow=True).content.decode()
    assert "you can put it in force yourself" in page
    coordinator.post(adopt)
    assert Review.objects.get().rubric.number == 2


def test_new_weight_counts_the_same_points_anew(call, cast, coordinator) -> None:
    review = scored(apply(call), cast, 3)
    page = " ".join(changed(call, coordinator).split())
    assert "counts the same points anew in <b>1</b> submitted review;" in page
    assert "“Readiness”: weight 1 → 9" in page and "nobody’s place changes" in page
    assert Review.objects.get().rubric.number == 1, "not in force yet"
    put_in_force(call, cast)
    review.refresh_from_db()
    assert (review.status, review.rubric.number) == ("submitted", 2)
    assert set(Score.objects.values_list("points", "criterion__rubric__number")) == {(3, 2)}
    assert Rubric.objects.filter(frozen_at=None).count() == 0
    listed = coordinator.get(at(call, "rubric/")).content.decode().partition("versions-title")[2]
    assert "“Readiness”: weight 1 → 9" in listed
    assert f"put in force by {cast.second_coordinator}" in " ".join(listed.split())
    own = signed_in(cast.reviewer).get(f"/staff/reviews/{review.pk}/").content.decode()
    assert "The criteria have changed since" in own and "Norming" in own


def test_new_version_says_whose_places_change_before_it_is_in_force(
    call, cast, coordinator
) -> None:
    two_criteria(call)
    fix_ranking_rule(by=None, call=call, readings=2, fewest_readings=1)
    ahead, behind = assigned(apply(call), cast), assigned(apply(call), cast)
    understanding, readiness = criteria_of(ahead.rubric)
    for review, points in ((ahead, (2, 2)), (behind, (1, 4))):
        reading = Reading(dict(zip((understanding, readiness), points, strict=True)))
        submit_review(by=cast.reviewer, review=review, reading=reading)
    page = " ".join(changed(call, coordinator).split())
    assert "2 applications get other places" in page
    moves = [
        (each.reference, each.before, each.after)
        for each in coordinator.get(at(call, "rubric/")).context["moves"]
    ]
    assert moves == [(ahead.application.reference, 1, 2), (behind.application.reference, 2, 1)]
    adopt = at(call, "rubric/version/adopt/")
    for sent in ({}, {"ask": "1"}):
        older = sent | {"seen": "an older one"}
        page = coordinator.post(adopt, older, follow=True).content.decode()
        assert "Somebody else changed this" in page
    assert Review.objects.filter(rubric__number=2).count() == 0


def test_new_scale_opens_submitted_reviews_again(call, cast, coordinator) -> None:
    review = scored(apply(call), cast, 3)
    page = " ".join(changed(call, coordinator, steps=STEPS).split())
    assert "it opens <b>1</b> submitted review again" in page
    put_in_force(call, cast)
    review.refresh_from_db()
    assert (review.status, review.rubric.number) == ("reopened", 2)
    assert "Norming" in review.reopen_reason
    assert list(Score.objects.values_list("criterion__key", "points")) == [("understanding", 3)]


def test_second_to_begin_a_version_is_told_who_was_first(call, cast, coordinator) -> None:
    scored(apply(call), cast, 3)
    begin = at(call, "rubric/version/")
    coordinator.post(begin, {"reason": "Norming"})
    second = signed_in(cast.second_coordinator)
    page = second.post(begin, {"reason": "A typing error"}, follow=True).content.decode()
    assert f"{cast.coordinator} began version 2 on" in page
    assert "Norming<br>A typing error" in page
    second.post(begin, {"reason": "A typing error"})
    assert Rubric.objects.get(frozen_at=None).reason == "Norming\nA typing error"


def test_dropped_version_changes_nothing(call, cast, coordinator) -> None:
    scored(apply(call), cast, 3)
    changed(call, coordinator)
    coordinator.post(at(call, "rubric/version/drop/"))
    assert Rubric.objects.get().number == 1
    assert Score.objects.count() == 2


def test_phases_are_dated_on_pages_and_follow_each_other(call, coordinator) -> None:
    first = phase(call)
    begins = timezone.localtime(first.begins_at)
    given = {
        "name": "Talking",
        "begins_at": begins.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (begins + timedelta(days=60)).strftime("%Y-%m-%dT%H:%M"),
        "others_open": "always",
    }
    page = coordinator.post(at(call, "phases/add/"), given).content.decode()
    assert "Phases follow each other." in page
    later = timezone.localtime(first.ends_at) + timedelta(minutes=1)
    given["begins_at"] = later.strftime("%Y-%m-%dT%H:%M")
    assert coordinator.post(at(call, "phases/add/"), given).status_code == 302
    talking = ReviewPhase.objects.get(name="Talking")
    assert not talking.may_score
    listed = coordinator.get(at(call, "phases/")).content.decode()
    assert listed.index("Reading") < listed.index("Talking")
    seen = coordinator.get(at(call, f"phases/{talking.pk}/")).context["form"].initial["seen"]
    edited = given | {"may_comment": "on", "seen": seen}
    coordinator.post(at(call, f"phases/{talking.pk}/"), edited)
    assert ReviewPhase.objects.get(name="Talking").may_comment
    coordinator.post(at(call, f"phases/{talking.pk}/delete/"), {"reason": "No time for it"})
    assert ReviewPhase.objects.get() == first


def test_phase_that_is_now_changes_for_a_reason_only(call, cast, coordinator) -> None:
    review = scored(apply(call), cast, 3)
    reopen_review(by=cast.coordinator, review=review, reason="Misread")
    running = ReviewPhase.objects.get()
    edit = at(call, f"phases/{running.pk}/")
    page = coordinator.get(edit)
    assert "1 reader has work, and 1 review begun" in page.content.decode()
    shown = page.context["form"]
    given = {name: shown[name].value() for name in shown.fields if name != "reason"}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    given |= {"others_open": "always"}
    for name in ("begins_at", "ends_at"):
        given[name] = given[name].strftime("%Y-%m-%dT%H:%M")
    assert "reason" in coordinator.post(edit, given).context["form"].errors
    assert ReviewPhase.objects.get().others_open == "after_own"
    assert coordinator.post(edit, given | {"reason": "Talks begin"}).status_code == 302
    assert ReviewPhase.objects.get().others_open == "always"
    remove = edit + "delete/"
    assert "1 reader has work" in coordinator.post(remove, {}, follow=True).content.decode()
    assert ReviewPhase.objects.exists()
    coordinator.post(remove, {"reason": "Set up by mistake"})
    assert not ReviewPhase.objects.exists()
    history = signed_in(cast.auditor).get("/staff/history/?kind=reviewphase").content.decode()
    assert "Talks begin" in history and "Set up by mistake" in history
    listed = coordinator.get("/staff/readers/").content.decode()
    assert "No reader can score now. Scoring is closed right now." in listed


def test_review_of_an_older_revision_is_said_where_it_is_reopened(call, cast, coordinator) -> None:
    review = scored(apply(call), cast, 3)
    page = f"/staff/reviews/{review.pk}/reopen/"
    assert "earlier revision" not in coordinator.get(page).content.decode()
    correct(review.application, **{"why-join": "Corrected words."})
    assert "earlier revision" in coordinator.get(page).content.decode()
    coordinator.post(page, {"reason": "It was corrected"})
    assert Review.objects.get().status == "reopened"
    signed_in(cast.reviewer).get(f"/staff/reviews/{review.pk}/")
    assert Review.objects.get().read_revision.number == 2


def test_calibration_is_given_to_all_and_shows_their_spread(call, cast, coordinator) -> None:
    two_criteria(call)
    application = apply(call)
    page = at(call, "calibration/")
    wrong = coordinator.post(page, {"reference": "CDG-0000-0000"}, follow=True).content.decode()
    assert "No application of this call" in wrong
    readers = (cast.reviewer, cast.second_reviewer)
    written = application.reference.lower().replace("-", " ")
    given = {"reference": f" {written} ", "readers": [each.pk for each in readers]}
    refused = coordinator.post(page, given, follow=True).content.decode()
    assert f"{application.reference} would get no place: 0 other readers" in refused
    assert not Review.objects.exists()
    coordinator.post(page, given | {"without_place": "on"})
    assert {each.reviewer for each in Review.objects.all()} == set(readers)
    for reader, given in zip(readers, (0, 4), strict=True):
        review = Review.objects.get(reviewer=reader)
        points = {"seen": 0, "criterion-understanding": given, "criterion-readiness": 3}
        signed_in(reader).post(f"/staff/reviews/{review.pk}/", points)
    shown = " ".join(coordinator.get(page).content.decode().split())
    assert "2 of 2 in" in shown and "Talk about it" in shown
    assert "<b>0</b> from 1 reader, <b>4</b> from 1 reader" in shown
    assert "<b>3</b> from 2 readers" in shown
