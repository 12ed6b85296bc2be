"""Versions of targets: made one after the other, suggested by the population, counted, copied."""

import pytest
from django.db import connection

from applications.calls.actions.copy_call import copy_call
from applications.models import Cluster
from core.actions import ChangedMeanwhile
from core.models import User
from selection.actions.attributes import (
    add_attribute,
    approve_target,
    ask_for_target,
    decline_target,
    use_attribute,
    use_attributes,
)
from selection.actions.targets import Wanted, save_targets
from selection.attributes import attributes_of
from selection.board import Seats, current_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, TargetSet
from selection.representation import representation_of
from selection.suggestions import shares_of_places, suggested
from tests.concurrency import at_once
from tests.factories.applications import apply
from tests.factories.targets import ask_about, set_target
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def of_language(call) -> Attribute:
    return add_attribute(
        by=None, call=call, source=AttributeSource.LANGUAGE, use=AttributeUse.TARGET
    )


def save(call, by, seen: int, *wanted: Wanted, reason: str = "Because") -> TargetSet:
    return save_targets(
        by=by, call=call, seen=seen, seats_least=2, seats_most=3, wanted=wanted, reason=reason
    )


def approved(call, cast, key: str) -> Attribute:
    attribute = ask_about(call, key, cast.coordinator)
    approve_target(by=cast.equity_officer, attribute=attribute, seen_reason=attribute.reason)
    attribute.refresh_from_db()
    return attribute


def test_any_of_a_group_and_any_but_count_as_sql_does(call, cast) -> None:
    language = of_language(call)
    for spoken in ("ht", "es", "en", ""):
        apply(call, support={"speaks": spoken})
    either = Wanted(language, ["es", "ht"], 1, None, "ours")
    save(call, cast.coordinator, 0, either, Wanted(language, ["en"], 2, 3, "ours", is_negated=True))
    found = representation_of(call)
    assert [(row.title, row.applicants, row.lacking) for row in found.targets] == [
        ("Spanish or Haitian Creole", 2, 0),
        ("Any but English", 3, 0),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE spoken.code IN ('es', 'ht')),"
            " count(*) FILTER (WHERE spoken.code IS DISTINCT FROM 'en')"
            " FROM applications_support AS support"
            " LEFT JOIN applications_spokenlanguage AS spoken ON spoken.id = support.speaks_id"
        )
        assert cursor.fetchone() == tuple(row.applicants for row in found.targets)


def test_change_is_the_next_version_and_earlier_ones_stay(call, cast) -> None:
    language = of_language(call)
    save(call, cast.coordinator, 0, Wanted(language, ["es"], 1, 2, "ours"))
    save(call, cast.second_coordinator, 1, Wanted(language, ["es"], 2, 2, "ours"), reason="More")
    versions = call.target_sets.order_by("number")
    assert [(v.number, v.made_by, v.reason, v.targets.get().minimum) for v in versions] == [
        (1, cast.coordinator, "Because", 1),
        (2, cast.second_coordinator, "More", 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_change_targets_at_once_lose_nothing(call, cast) -> None:
    of_language(call)

    def change() -> str:
        try:
            save(call, User.objects.get(pk=cast.coordinator.pk), 0)
        except ChangedMeanwhile:
            return "refused"
        return "saved"

    assert sorted(at_once(change, 2)) == ["refused", "saved"]
    assert call.target_sets.count() == 1


def test_attribute_with_targets_stays_in_use_until_they_go(call, cast) -> None:
    language = of_language(call)
    save(call, cast.coordinator, 0, Wanted(language, ["es"], 1, 2, "ours"))
    for use in (AttributeUse.OFF, AttributeUse.REPORT):
        with refuses("has_targets"):
            use_attribute(by=cast.coordinator, attribute=language, use=use)
    save(call, cast.coordinator, 1)
    use_attribute(by=cast.coordinator, attribute=language, use=AttributeUse.OFF)
    with refuses("not_a_target"):
        save(call, cast.coordinator, 2, Wanted(language, ["es"], 1, 2, "ours"))


def test_uses_of_several_are_saved_together_or_not_at_all(call, cast) -> None:
    language = of_language(call)
    save(call, cast.coordinator, 0, Wanted(language, ["es"], 1, 2, "ours"))
    uses = {
        (AttributeSource.NEIGHBORHOOD, None): AttributeUse.REPORT,
        (AttributeSource.LANGUAGE, None): AttributeUse.OFF,
    }
    with refuses("has_targets"):
        use_attributes(by=cast.coordinator, call=call, uses=uses)
    assert [each.source for each in attributes_of(call).rows] == ["language"]


def test_sensitive_attribute_is_a_target_only_once_somebody_else_approved(call, cast) -> None:
    attribute = ask_about(call, "gender", cast.coordinator)
    with refuses("not_approved"):
        use_attribute(by=cast.coordinator, attribute=attribute, use=AttributeUse.TARGET)
    with refuses("own_request"):
        approve_target(by=cast.coordinator, attribute=attribute, seen_reason=attribute.reason)
    with refuses("changed"):
        approve_target(by=cast.equity_officer, attribute=attribute, seen_reason="Another reason")
    approve_target(by=cast.equity_officer, attribute=attribute, seen_reason=attribute.reason)
    attribute.refresh_from_db()
    assert (attribute.use, attribute.approved_by) == (AttributeUse.TARGET, cast.equity_officer)


def test_approval_that_is_taken_back_takes_its_targets_along(call, cast) -> None:
    gender, language = approved(call, cast, "gender"), of_language(call)
    rows = [Wanted(gender, ["woman"], 1, None, "ours"), Wanted(language, ["es"], 1, 2, "ours")]
    save(call, cast.coordinator, 0, *rows)
    with refuses("no_reason"):
        decline_target(by=cast.equity_officer, attribute=gender, reason=" ")
    decline_target(by=cast.equity_officer, attribute=gender, reason="The law forbids it.")
    targets = current_targets(call)
    assert (targets.number, targets.made_by) == (2, cast.equity_officer)
    assert (targets.seats_least, targets.seats_most) == (2, 3)
    assert [target.attribute for target in targets.targets.all()] == [language]
    assert "The law forbids it." in targets.reason
    gender.refresh_from_db()
    assert (gender.use, gender.reason, gender.approved_by) == (AttributeUse.REPORT, "", None)
    assert (gender.declined_by, gender.decline_reason) == (
        cast.equity_officer,
        "The law forbids it.",
    )
    ask_for_target(by=cast.coordinator, attribute=gender, reason="It allows it since May.")
    approve_target(by=cast.equity_officer, attribute=gender, seen_reason="It allows it since May.")
    gender.refresh_from_db()
    assert (gender.declined_by, gender.decline_reason) == (None, "")


def test_copy_of_a_call_has_the_newest_targets_but_no_approval(call, cast) -> None:
    gender, language = approved(call, cast, "gender"), of_language(call)
    save(call, cast.coordinator, 0, Wanted(language, ["ht"], 1, 1, "first"))
    wanted = [Wanted(gender, ["woman"], 1, 2, "ours"), Wanted(language, ["en"], 2, 3, "ours", True)]
    save(call, cast.coordinator, 1, *wanted)
    copy = copy_call(
        by=cast.coordinator,
        call=call,
        slug="again",
        title="Again",
        reference_prefix="AGN",
        opens_at=call.opens_at,
        closes_at=call.closes_at,
    )
    made = TargetSet.objects.get(call=copy)
    assert (made.number, made.seats_least, made.seats_most, made.made_by) == (1, 2, 3, None)
    [target] = made.targets.all()
    assert (target.attribute.call, target.values, target.is_negated) == (copy, ["en"], True)
    uses = {str(each): (each.use, each.approved_by) for each in Attribute.objects.filter(call=copy)}
    assert uses[str(gender)] == (AttributeUse.REPORT, None)
    assert uses[str(language)] == (AttributeUse.TARGET, None)
    of_copy = Attribute.objects.get(call=copy, source=AttributeSource.QUESTION)
    assert of_copy.question.call == copy


def test_population_suggests_its_share_of_the_seats_rounded_both_ways(call) -> None:
    shares = shares_of_places()
    largest = suggested(shares, AttributeSource.CLUSTER, ["dorchester"], Seats(15, 15))
    assert (largest.minimum, largest.maximum) == (2, 3)
    assert "16.6%" in largest.source and "2.5 of 15" in largest.source
    ranged = suggested(shares, AttributeSource.CLUSTER, ["dorchester"], Seats(10, 15))
    assert (ranged.minimum, ranged.maximum) == (1, 3)
    every = [
        suggested(shares, AttributeSource.CLUSTER, [slug], Seats(15, 15))
        for slug in Cluster.objects.values_list("slug", flat=True)
    ]
    assert sum(each.minimum for each in every) <= 15 <= sum(each.maximum for each in every)


def test_neighborhoods_together_are_suggested_as_their_group_is(call) -> None:
    shares = shares_of_places()
    together = suggested(
        shares, AttributeSource.NEIGHBORHOOD, ["hyde-park", "mattapan"], Seats(15, 15)
    )
    group = suggested(shares, AttributeSource.CLUSTER, ["hyde-park-mattapan"], Seats(15, 15))
    assert together == group
    uncounted = ["bay-village"]  # its residents are counted with another's
    assert suggested(shares, AttributeSource.NEIGHBORHOOD, uncounted, Seats(9, 9)) is None
    assert suggested(shares, AttributeSource.LANGUAGE, ["es"], Seats(9, 9)) is None


def test_targets_of_a_version_are_counted_also_once_its_attribute_is_off(call, cast) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 2)
    first = current_targets(call)
    save(call, cast.coordinator, 1)
    cluster = Attribute.objects.get(call=call)
    use_attribute(by=cast.coordinator, attribute=cluster, use=AttributeUse.OFF)
    apply(call, home={"neighborhood": "dorchester"})
    [row] = representation_of(call, first).targets
    assert (row.title, row.applicants) == ("Dorchester", 0)
