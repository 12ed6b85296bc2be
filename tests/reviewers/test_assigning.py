"""What one is told of where readings are given out: changes since, and readers set apart."""

import pytest

from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adopt_assignment, want_readings
from reviewers.actions.conflicts import note_conflict
from reviewers.actions.readers import change_reader
from reviewers.actions.score import open_review
from reviewers.enums import STANDING, ConflictSource
from reviewers.models import Review
from reviewers.readers import Terms, digest_of
from tests.factories.applications import apply
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


def standing(**which):
    return Review.objects.filter(status__in=STANDING, **which)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("applications", lambda cast, call, readers, some: apply(call)),
        (
            "applications",
            lambda cast, call, readers, some: want_readings(
                by=cast.coordinator, application=some, readings=3, reason="They disagree"
            ),
        ),
        (
            "readers",
            lambda cast, call, readers, some: change_reader(
                by=cast.coordinator,
                reader=readers[0],
                terms=Terms(cap=1),
                seen=digest_of(readers[0]),
            ),
        ),
        (
            "conflicts",
            lambda cast, call, readers, some: note_conflict(
                by=cast.coordinator,
                application=some,
                user=readers[0].user,
                source=ConflictSource.COORDINATOR,
                reason="Neighbors",
            ),
        ),
    ],
)
def test_proposal_is_adopted_despite_later_changes_only_by_whoever_has_read_of_them(
    call, cast, readers, applications, propose, kind, change
) -> None:
    run = propose()
    some = next(a for a in applications if a.pk not in run.proposal[str(readers[0].user_id)])
    change(cast, call, readers, some)
    client, address = signed_in(cast.coordinator), f"/staff/readers/assignment/{run.pk}/"
    client.post(f"{address}adopt/")
    assert not Review.objects.exists()
    assert f'name="despite" value="{kind}"' in client.get(address).content.decode()
    client.post(f"{address}adopt/", {"despite": [kind]})
    assert standing().exists()


def test_work_that_readers_begin_asks_nobody_to_propose_again(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    run = propose()
    open_review(by=readers[0].user, pk=standing(reviewer=readers[0].user).first().pk)
    page = signed_in(cast.coordinator).get(f"/staff/readers/assignment/{run.pk}/").content.decode()
    assert "despite" not in page
    adopt_assignment(by=cast.coordinator, run=run)


@pytest.mark.parametrize("back", ["application-reviews", "lacking-list", ""])
def test_readers_who_share_nothing_are_told_of_where_one_assigns(
    call, cast, readers, applications, back
) -> None:
    first, second = (reader.user for reader in readers[:2])
    client = signed_in(cast.coordinator)

    def assign(application, reviewer) -> str:
        address = f"/staff/scores/{application.reference}/assign/"
        given = {"reviewer": reviewer.pk, "back": back}
        return client.post(address, given, follow=True).content.decode()

    warning = "who share no application"
    assert warning not in assign(applications[0], first)
    assert warning in assign(applications[1], second)
    assert warning not in assign(applications[0], second)


def test_many_assigned_at_once_warn_before_and_after(call, cast, readers, applications) -> None:
    assign_review(by=cast.coordinator, application=applications[0], reviewer=readers[0].user)
    client, address = signed_in(cast.coordinator), "/staff/scores/assign/"
    chosen = {"application": [each.reference for each in applications[1:3]]}
    form = client.post(address, chosen).url
    given = {"reviewer": readers[1].user.pk, "step": "preview"}
    preview = client.post(form, given, follow=True).content.decode()
    assert "who share no application" in preview
    assert (
        "who share no application"
        in client.post(form, {"step": "save"}, follow=True).content.decode()
    )
