"""A reader vanished: who would get their work is shown before it is given out, and told after."""

import html

import pytest

from core.models import OutgoingMail
from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adopt_assignment
from reviewers.actions.readers import change_reader
from reviewers.actions.score import open_review
from reviewers.enums import STANDING
from reviewers.models import Review
from reviewers.readers import Terms, digest_of
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


def work_of(reader) -> set[str]:
    """References of what they have, finished or not."""
    reviews = Review.objects.filter(status__in=STANDING, reviewer=reader.user)
    return set(reviews.values_list("application__reference", flat=True))


def told_by_mail(**to) -> list[OutgoingMail]:
    """What was written to readers about work that a colleague leaves."""
    return list(OutgoingMail.objects.filter(body__contains="A colleague cannot go on", **to))


@pytest.fixture
def page(cast):
    """A coordinator's page that gives a reader's work to others, and what it sends back."""
    client = signed_in(cast.coordinator)

    def page(reader, **given):
        address = f"/staff/readers/{reader.pk}/release/"
        shown = client.get(address)
        if not given:
            return shown
        form = shown.context["form"]
        sent = {name: form[name].value() for name in ("seed", "seen")} | given
        return client.post(address, sent, follow=True)

    return page


def test_what_is_shown_is_what_others_get_and_hear_of(
    call, cast, readers, applications, propose, page
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    gone, *others = readers[::-1]
    lost = work_of(gone)
    before = {reader: work_of(reader) for reader in others}
    shown = page(gone)
    would = {
        each.user: {one.reference for one in each.applications}
        for each in shown.context["out"].getting
    }
    assert set().union(*would.values()) == lost and work_of(gone) == lost
    assert not told_by_mail()
    form = shown.context["form"]
    sent = {name: form[name].value() for name in ("seed", "seen")} | {"reason": "No answer"}
    told = signed_in(cast.coordinator).post(shown.request["PATH_INFO"], sent, follow=True)
    assert "who are told by email" in html.unescape(told.content.decode())
    for reader in others:
        more = work_of(reader) - before[reader]
        assert more == would.get(reader.user, set())
        mails = told_by_mail(to_address=reader.user.email)
        assert [f"so {len(more)} more application" in mail.body for mail in mails] == [True] * bool(
            more
        )
    text = " ".join(mail.body for mail in told_by_mail())
    assert str(gone.user) not in text and not any(each in text for each in lost)


def test_nothing_is_given_out_by_a_page_that_shows_what_was(
    call, cast, readers, applications, propose, page
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    gone, other = readers[3], readers[2]
    older = page(gone).context["form"]["seen"].value()
    change_reader(by=cast.coordinator, reader=other, terms=Terms(cap=0), seen=digest_of(other))
    answer = page(gone, reason="No answer", seen=older)
    assert "Readers or readings have changed since" in html.unescape(answer.content.decode())
    assert work_of(gone)
    assert other.user not in [each.user for each in answer.context["out"].getting]
    kept = answer.context["form"]
    assert kept["reason"].value() == "No answer" and kept["seen"].value() != older
    answer = page(gone, reason="")
    assert answer.context["form"].errors and work_of(gone)


def test_what_has_enough_readers_goes_to_nobody(
    call, cast, readers, applications, propose, page
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    gone, application = readers[3], applications[0]
    for reader in readers:
        assign_review(by=cast.coordinator, application=application, reviewer=reader.user)
    out = page(gone).context["out"]
    assert out.enough == [application] and not out.nobody


def test_what_nobody_can_take_is_named_before(
    call, cast, readers, applications, propose, page
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    gone, *others = readers
    for reader in others:
        change_reader(
            by=cast.coordinator, reader=reader, terms=Terms(cap=0), seen=digest_of(reader)
        )
    open_review(by=gone.user, pk=Review.objects.filter(reviewer=gone.user).first().pk)
    shown = page(gone)
    assert {each.reference for each in shown.context["out"].nobody} == work_of(gone)
    assert "Nobody could take" in shown.content.decode()
    page(gone, reason="No answer")
    assert work_of(gone) == set() and not told_by_mail()
    assert page(gone).status_code == 302, "no open work"
