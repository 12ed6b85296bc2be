"""The board's candidates: in pages, by filters, and back to the same place after a move."""

import html
import re

import pytest
from django.test import Client

from applications.models import Application
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.models import Criterion
from reviewers.queries import results_of
from reviewers.reading import Reading
from reviewers.reviews import reviews_of_application
from selection.actions.choose import choose_member
from selection.enums import Caution
from selection.models import Decision
from tests.factories.applications import apply
from tests.factories.staff import Cast, signed_in
from tests.factories.story import two_criteria

BOARD = "/staff/board/"
SCORES = "/staff/scores/"


def scored(application: Application, cast: Cast, *reviews: tuple[int, int]) -> Application:
    """With a submitted review for each pair of points."""
    criteria = list(Criterion.objects.filter(rubric__call=application.call))
    for reviewer, points in zip((cast.reviewer, cast.second_reviewer), reviews, strict=False):
        review = assign_review(by=cast.coordinator, application=application, reviewer=reviewer)
        submit_review(
            by=reviewer, review=review, reading=Reading(dict(zip(criteria, points, strict=True)))
        )
    return application


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def ranking(call, cast) -> list[Application]:
    """Five applications, the best mean first; the last two have none."""
    two_criteria(call)
    Criterion.objects.filter(key="understanding").update(weight=30_000)
    low, none, best, also_none, middle = (apply(call) for _ in range(5))
    scored(low, cast, (1, 0), (1, 3))
    scored(best, cast, (4, 3))
    scored(middle, cast, (3, 1), (1, 4))
    without = sorted((none, also_none), key=lambda each: each.reference)
    return [best, middle, low, *without]


def shown(client: Client, path: str, **asked: str) -> list[Application]:
    return [row.application for row in client.get(path, asked).context["table"]]


@pytest.mark.django_db
def test_database_ranks_by_the_mean_that_scoring_has(call, cast, ranking) -> None:
    found = results_of(call)
    assert [result.application for result in found] == ranking
    assert [result.mean for result in found] == [
        reviews_of_application(each, reader=cast.coordinator).mean for each in ranking
    ]
    assert [result.place for result in found] == [1, 2, 3, None, None]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [BOARD, SCORES])
def test_pages_hold_each_once_with_its_place_among_all(
    call, coordinator, ranking, path, monkeypatch
) -> None:
    monkeypatch.setattr("selection.views.CANDIDATES_ON_A_PAGE", 2)
    monkeypatch.setattr("reviewers.views.results.RESULTS_ON_A_PAGE", 2)
    pages = [coordinator.get(path).context["table"]]
    while after := pages[-1].page.after:
        pages.append(coordinator.get(path, {"after": after}).context["table"])
    rows = [row for page in pages for row in page]
    assert [row.application for row in rows] == ranking
    assert [row.place for row in rows] == [1, 2, 3, None, None]
    back = coordinator.get(path, {"before": pages[2].page.before}).context["table"]
    assert [row.application for row in back] == ranking[2:4]
    assert {page.count for page in pages} == {5}
    worst_first = [ranking[2], ranking[1], ranking[0]]
    assert shown(coordinator, path, sort="mean") == worst_first[:2]
    by_reference = sorted(each.reference for each in ranking)
    found = shown(coordinator, path, sort="reference")
    assert [each.reference for each in found] == by_reference[:2]


@pytest.mark.django_db
def test_scores_are_sorted_by_reviews_that_are_in(coordinator, ranking) -> None:
    _best, middle, low, *_without = ranking
    two_in = sorted((middle, low), key=lambda each: each.reference, reverse=True)
    assert shown(coordinator, SCORES, sort="-reviews")[:2] == two_in


@pytest.mark.django_db
def test_board_is_filtered_and_keeps_places(call, cast, coordinator, ranking) -> None:
    best, middle, *_rest = ranking
    elsewhere = apply(call, home={"neighborhood": "not-sure"})
    choose_member(by=cast.coordinator, application=middle, despite=Caution)
    found = coordinator.get(BOARD, {"seat": "pending"}).context["table"]
    assert [(row.application, row.place) for row in found] == [(middle, 2)]
    assert middle not in shown(coordinator, BOARD, seat="open")
    assert shown(coordinator, BOARD, cluster="none") == [elsewhere]
    assert shown(coordinator, BOARD, neighborhood="mattapan", cluster="hyde-park-mattapan") == (
        ranking
    )
    typed = best.reference.lower().replace("-", " ")[4:]
    assert shown(coordinator, BOARD, reference=typed) == [best]
    assert len(shown(coordinator, BOARD, seat="nonsense", reference="")) == 6
    nobody = coordinator.get(BOARD, {"reference": "nobody"})
    assert "No applicant fits." in nobody.content.decode()


@pytest.mark.django_db
def test_choice_leads_back_to_the_page_and_filters_it_was_made_on(
    call, coordinator, ranking, monkeypatch
) -> None:
    monkeypatch.setattr("selection.views.CANDIDATES_ON_A_PAGE", 2)
    first = coordinator.get(BOARD, {"seat": "open"})
    asked = {"seat": "open", "after": first.context["table"].page.after}
    page = coordinator.get(BOARD, asked)
    third = ranking[2]
    button = rf'action="([^"]*{third.reference}/choose/)".*?name="list" value="([^"]*)"'
    ((address, listed),) = re.findall(button, page.content.decode(), re.DOTALL)
    answer = coordinator.post(address, {"list": html.unescape(listed), "despite": list(Caution)})
    assert Decision.objects.get().application == third
    assert answer.url.startswith(BOARD) and answer.url.endswith(f"#{third.reference}")
    # The page begins where it did, also once its first candidate has a seat.
    assert shown(coordinator, answer.url) == ranking[3:]
    later = {**asked, "after": str(third.pk)}
    assert shown(coordinator, BOARD, **later) == ranking[3:]


@pytest.mark.django_db
@pytest.mark.parametrize("listed", ["", "//evil.example/", "call=no-such", "\r\nX: y"])
def test_way_back_stays_on_the_board(call, coordinator, ranking, listed) -> None:
    answer = coordinator.post(
        f"{BOARD}{ranking[0].reference}/choose/", {"list": listed, "despite": list(Caution)}
    )
    assert answer.url.startswith(f"{BOARD}?")
