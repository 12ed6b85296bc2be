"""Score versions: what they hold, when they are out of date, and what coordinators see of them."""

import pytest
from django.test import Client

from applications.form.actions.withdraw import withdraw_for_applicant
from reviewers import queries, results
from reviewers.actions.assign import assign_review
from reviewers.actions.end import reopen_review
from reviewers.actions.rubric import fix_ranking_rule
from reviewers.actions.rubric_version import (
    adopt_rubric_version,
    ask_for_rubric_version,
    begin_rubric_version,
)
from reviewers.actions.score import submit_review
from reviewers.actions.score_version import make_score_version
from reviewers.enums import RankingScore, ReviewPurpose
from reviewers.reading import Reading
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import two_criteria
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria(call):
    return two_criteria(call)


@pytest.fixture
def read(cast, criteria):
    """Has somebody read an application: as many points for each criterion."""

    def read(application, reader, points, purpose=ReviewPurpose.COUNTS):
        review = assign_review(
            by=cast.coordinator, application=application, reviewer=reader, purpose=purpose
        )
        return submit_review(
            by=reader, review=review, reading=Reading(dict.fromkeys(criteria, points))
        )

    return read


def made(cast, call, seen=0):
    return make_score_version(by=cast.coordinator, call=call, seen=seen)


def test_version_ranks_by_the_exact_mean_and_keeps_everybody(call, cast, read) -> None:
    first, second, unread = apply(call), apply(call), apply(call)
    for application, points in ((first, (2, 3)), (second, (4, 4))):
        read(application, cast.reviewer, points[0])
        read(application, cast.second_reviewer, points[1])
    read(unread, cast.reviewer, 4, ReviewPurpose.CALIBRATION)
    version = made(cast, call)
    lines = {line.application_id: line for line in version.lines.all()}
    assert [lines[each.pk].place for each in (first, second, unread)] == [2, 1, None]
    assert lines[first.pk].raw * 8 == 5 * version.unit
    assert (lines[unread.pk].readings, lines[unread.pk].raw) == (0, None)
    assert (version.reviews, version.groups) == (4, 1)
    assert list(queries.ranked(call, version)) == [second, first, unread]


def test_application_with_too_few_readings_has_scores_and_no_place(call, cast, read) -> None:
    once, twice = apply(call), apply(call)
    for application, reader in (
        (once, cast.reviewer),
        (twice, cast.reviewer),
        (twice, cast.second_reviewer),
    ):
        read(application, reader, 4 if application == once else 1)
    version = made(cast, call)
    found = queries.results_of(call, version=version)
    assert [(each.application, each.place) for each in found] == [(twice, 1), (once, None)]
    assert version.lines.get(application=once).raw == version.unit


def test_version_is_numbered_after_the_one_seen_and_only_when_something_changed(
    call, cast, read
) -> None:
    application = apply(call)
    with refuses("no_reviews"):
        made(cast, call)
    read(application, cast.reviewer, 2)
    made(cast, call)
    with refuses("changed_meanwhile"):
        made(cast, call)
    with refuses("nothing_changed"):
        made(cast, call, seen=1)
    read(application, cast.second_reviewer, 3)
    assert made(cast, call, seen=1).number == 2


def test_version_says_what_has_changed_since(call, cast, read) -> None:
    application, other = apply(call), apply(call)
    review = read(application, cast.reviewer, 2)
    version = made(cast, call)
    assert results.changes_since(version) == []
    read(application, cast.second_reviewer, 2)
    assert results.changes_since(version) == ["1 review came in"]
    version = made(cast, call, seen=1)
    newer = read(other, cast.reviewer, 2)
    reopen_review(by=cast.coordinator, review=newer, reason="It was never part of a version.")
    assert results.changes_since(version) == []
    reopen_review(by=cast.coordinator, review=review, reason="A word was missing.")
    withdraw_for_applicant(
        by=cast.coordinator, application=other, asker="applicant", way="phone", note="Moves away"
    )
    apply(call)
    begin_rubric_version(by=cast.coordinator, call=call, reason="Norming")
    ask_for_rubric_version(by=cast.coordinator, call=call)
    adopt_rubric_version(by=cast.second_coordinator, call=call)
    clauses = [
        "1 review opened again",
        "1 application joined those that count",
        "1 application left those that count",
        "the criteria became those of version 2",
    ]
    assert results.changes_since(version) == clauses
    page = " ".join(signed_in(cast.coordinator).get("/staff/scores/").content.decode().split())
    assert f"since then {', '.join(clauses)}." in page and "Make a new version" in page
    assert results.changes_since(made(cast, call, seen=2)) == []


def test_adjusted_ranking_of_readers_who_share_nothing_is_refused_in_words(call, cast) -> None:
    criteria = two_criteria(call)
    fix_ranking_rule(
        by=None, call=call, ranking_score=RankingScore.ADJUSTED, readings=2, fewest_readings=1
    )
    for reader in (cast.reviewer, cast.second_reviewer):
        review = assign_review(by=cast.coordinator, application=apply(call), reviewer=reader)
        submit_review(by=reader, review=review, reading=Reading(dict.fromkeys(criteria, 3)))
    version = made(cast, call)
    assert not version.lines.exclude(place=None).exists()
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get("/staff/scores/").content.decode()
    assert "cannot be ranked together" in page


def test_list_says_that_it_is_by_place_and_turns_round(call, cast, read) -> None:
    """The mean is not what sorts where the adjusted score ranks."""
    first, second = apply(call), apply(call)
    for application, points in ((first, 3), (second, 4)):
        for reader in (cast.reviewer, cast.second_reviewer):
            read(application, reader, points)
    made(cast, call)
    client = signed_in(cast.coordinator)
    for asked, order in (("", [second, first]), ("-place", [first, second])):
        page = client.get("/staff/scores/", {"call": call.slug, "sort": asked})
        assert [row.application for row in page.context["table"]] == order
        place = page.content.decode().partition("<thead")[2].partition("</th>")[0]
        assert "Place" in place and "aria-sort" in place


def test_reading_that_ended_is_no_longer_called_apart(call, cast, read) -> None:
    applications = [apply(call) for _ in range(4)]
    for at, application in enumerate(applications):
        read(application, cast.reviewer, 4 if at else 0)
        read(application, cast.second_reviewer, 2 if at else 4)
    made(cast, call)
    client, page = signed_in(cast.coordinator), f"/staff/scores/{applications[0].reference}/"
    before = client.get(page).content.decode().count("points lower")
    given = {"reader": cast.reviewer.pk, "reason": "Neighbors"}
    client.post(f"{page}conflict/", given)
    assert (before, client.get(page).content.decode().count("points lower")) == (1, 0)


def test_pages_show_levels_disagreements_and_who_read_an_older_answer(call, cast, read) -> None:
    applications = [apply(call) for _ in range(4)]
    for at, application in enumerate(applications):
        read(application, cast.reviewer, 4 if at else 0)
        read(application, cast.second_reviewer, 2 if at else 4)
    version = made(cast, call)
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/scores/version/{call.slug}/{version.number}/").content.decode()
    assert "higher than colleagues" in page or "lower than colleagues" in page
    assert applications[0].reference in page
    assert version.disagreements.filter(review__application=applications[0]).exists()


def test_reviews_of_an_application_show_comments_but_no_private_note(call, cast) -> None:
    criteria = two_criteria(call)
    application = apply(call)
    review = assign_review(by=cast.coordinator, application=application, reviewer=cast.reviewer)
    submit_review(
        by=cast.reviewer,
        review=review,
        reading=Reading(
            dict.fromkeys(criteria, 3), comment="Knows the ward", private_note="Only for me"
        ),
    )
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/scores/{application.reference}/").content.decode()
    assert "Knows the ward" in page and "Only for me" not in page
    assert "75.0" in page
