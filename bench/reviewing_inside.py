"""A reader opens, submits and goes on, here and in a plain Django admin; run by bench.reviewing.

Prints a line for "ours", for "plain", and for "one", which is an admin of one score alone: CPU
milliseconds, statements, and statements without BEGIN and COMMIT, of the three requests together.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.statements import without_frames
from core.permissions import Role
from tests.journeys.visitor import Page, page_of

ROUNDS = 6
WARM = 2  # rounds that fill caches
COUNTED = 2  # rounds whose SQL is counted
MORE = 300  # reviews of the reader that nobody gets to


def main() -> None:
    """The same reader reads half of the demo's people here, and the others in the plain admin."""
    reader = _reader()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(reader)
    own = queries.reviews_of(reader).filter(position=1).values_list("pk", flat=True)
    reviews = list(own)[: 4 * (WARM + ROUNDS + COUNTED)]
    half = len(reviews) // 2
    ours = [f"/staff/reviews/{pk}/" for pk in reviews[:half]]
    plain = [f"/bench/admin/reviewers/review/{pk}/change/" for pk in reviews[half:]]
    _measure("ours", client, ours, _points)
    rubric = Review.objects.get(pk=reviews[0]).rubric_id
    criteria = Criterion.objects.filter(rubric=rubric, kind=CriterionKind.SCORED)
    _measure("plain", client, plain, partial(_inline, [str(each.pk) for each in criteria]))
    given = (
        Score.objects.filter(review__in=reviews[half:]).order_by("pk").values_list("pk", flat=True)
    )
    one = [f"/bench/admin/reviewers/score/{pk}/change/" for pk in given[: len(plain)]]
    _measure("one", client, one, _one_score)


def _measure(name: str, client: Client, addresses: list[str], fill: Callable) -> None:
    """The last rounds count SQL and no time, since counting costs CPU."""
    took, asked = [], []
    pairs = list(zip(addresses[::2], addresses[1::2], strict=True))
    for turn, (first, after) in enumerate(pairs):
        if turn >= len(pairs) - COUNTED:
            with CaptureQueriesContext(connection) as captured:
                _round(client, first, after, fill)
            asked.append((len(captured), without_frames(captured)))
        else:
            took.append(_round(client, first, after, fill))
    cpu, (all_of_it, asking) = statistics.median(took[WARM:]), asked[-1]
    sys.stdout.write(f"{name} {cpu:.1f} {all_of_it} {asking}\n")


def _round(client: Client, first: str, after: str, fill: Callable) -> float:
    """CPU milliseconds of the site's process; filling the form in is left out."""
    began = time.process_time()
    opened = client.get(first)
    took = time.process_time() - began
    fields = fill(page_of(opened))
    began = time.process_time()
    sent = client.post(first, fields)
    following = client.get(after)
    took += time.process_time() - began
    assert (opened.status_code, sent.status_code, following.status_code) == (200, 302, 200)
    return 1000 * took


def _points(page: Page) -> dict:
    """The lowest points for each criterion."""
    form = page.form(with_field="private_note")
    given = {name: "1" for name in form.offers if name.startswith("criterion-")}
    return {**form.fields, **given, "do": "submit"}


def _inline(criteria: list[str], page: Page) -> dict:
    """The same in the rows of the admin's inline form, which offers those of other calls, too."""
    form = page.form(with_field="scores-0-points")
    fields = dict(form.fields)
    for row, criterion in enumerate(criteria):
        fields |= {f"scores-{row}-criterion": criterion, f"scores-{row}-points": "1"}
    return fields | {"_save": "Save"}


def _one_score(page: Page) -> dict:
    """Other points."""
    return page.form(with_field="points").fields | {"points": "2", "_save": "Save"}


def _reader() -> "User":
    """Somebody with all people of the demo to read, and many more after them."""
    reader = User.objects.create_user("bench@example.org", name="Bench")
    reader.groups.set(Group.objects.filter(name=Role.REVIEWER))
    coordinator = User.objects.filter(groups__name=Role.COORDINATOR).first()
    eligible = eligible_applications().filter(call=Call.objects.order_by("pk").first())
    for application in eligible.exclude(reference__startswith="BCH-"):
        assign_review(by=coordinator, application=application, reviewer=reader)
    Review.objects.filter(reviewer=reader).update(position=1)
    grown = eligible.filter(reference__startswith="BCH-").values("pk")[:MORE]
    Review.objects.filter(application__in=list(grown.values_list("pk", flat=True))).update(
        reviewer=reader
    )
    return reader


if __name__ == "__main__":
    django.setup()
    from django.contrib.auth.models import Group

    from applications.form.queries import eligible_applications
    from applications.models import Call
    from core.models import User
    from reviewers import queries
    from reviewers.actions.assign import assign_review
    from reviewers.enums import CriterionKind
    from reviewers.models import Criterion, Review, Score

    main()
