"""The demo has a call in which a group can be chosen, with a proposal that is proved."""

import pytest
from django.utils import timezone

from applications.models import Call
from demo import choosing, load
from reviewers.queries import latest_version, ranked
from selection.attributes import attributes_of
from selection.board import current_targets, pool_of, seated_in, standing_locks
from selection.enums import AttributeUse, Balance
from selection.models import Panel, Run
from selection.representation import representation_of, rows_of
from solver import verify
from solver.requested import pack_of

SEATS = 15


@pytest.mark.prove
@pytest.mark.django_db
def test_demo_has_a_closed_call_whose_group_can_be_chosen(call) -> None:
    Call.objects.update(is_published=False)
    load.load()
    first_round = Call.objects.get(slug=choosing.SLUG)
    assert first_round.closes_at < timezone.now()
    assert pool_of(first_round).count() == choosing.APPLICANTS
    in_order = list(ranked(first_round, latest_version(first_round)))
    assert len(in_order) == choosing.APPLICANTS
    assert standing_locks(first_round).exists()

    run = Run.objects.get(call=first_round, number=1)
    [option] = run.result["options"]
    assert verify.refusal(pack_of(run.request, option)) == ""
    proposed = run.people.filter(is_member=True).values_list("application", flat=True)
    assert len(proposed) == SEATS
    targets = current_targets(first_round)
    attributes = attributes_of(first_round, [AttributeUse.TARGET])

    def missed(members) -> list[str]:
        rows = rows_of(targets, attributes, members)
        return [row.title for row in rows if row.balance != Balance.MET]

    assert not missed(list(proposed))
    assert missed([each.pk for each in in_order[:SEATS]])  # the best scores alone will not do
    assert seated_in(Panel.objects.exclude(name="").get(call=first_round)).count() == SEATS
    board = representation_of(first_round)
    assert board.chosen == SEATS
    assert board.short  # somebody moved a person by hand
