"""The pool and the chosen, counted against the targets."""

import pytest
from django.utils import timezone

from applications.models import Cluster
from selection.actions.choose import choose_member, set_target
from selection.enums import Caution
from selection.queries import representation_of
from tests.factories.applications import apply


@pytest.mark.django_db
def test_representation_counts_who_stands_and_who_is_chosen(call, cast) -> None:
    cluster = Cluster.objects.get(slug="hyde-park-mattapan")
    set_target(by=None, call=call, cluster=cluster, minimum=1, maximum=1, source="test")
    chosen, withdrawn = apply(call), apply(call, home={"neighborhood": "west-roxbury"})
    choose_member(by=cast.coordinator, application=chosen, despite=Caution)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at=timezone.now()
    )
    found = representation_of(call)
    [row] = found.targets
    assert (row.applicants, row.chosen, found.chosen, found.short) == (1, 1, 1, [])
    assert "West Roxbury" in {place.name for place in found.absent}
