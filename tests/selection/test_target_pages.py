"""The pages of targets and attributes: what is typed stays, what is saved is a version."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Cluster
from core.models import AccessEvent
from selection.actions.attributes import add_attribute
from selection.actions.targets import save_targets
from selection.board import current_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, TargetSet
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.targets import ask_about, set_target
from tests.selection.target_pages import EDIT, LIST, post, typed_on

pytestmark = pytest.mark.django_db

ATTRIBUTES, APPROVE = "/staff/board/attributes/", "/staff/board/attributes/approve/"


def filled(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """Only what has something in it; which rows are unfolded is nothing typed."""
    return {name: values for name, values in typed.items() if any(values) and name != "open"}


def test_suggestion_fills_the_page_and_saving_makes_the_first_version(
    call, coordinator, attributes, cast
) -> None:
    assert "No targets yet" in coordinator.get(LIST).content.decode()
    typed = typed_on(coordinator, f"{EDIT}&suggest=1")
    assert not TargetSet.objects.exists()  # a suggestion is nothing saved
    assert post(coordinator, typed, "save").startswith(LIST)
    made = current_targets(call)
    assert (made.number, made.made_by, made.seats_most) == (1, cast.coordinator, call.seats)
    dorchester = made.targets.get(values=["dorchester"])
    assert (dorchester.minimum, dorchester.maximum) == (2, 3)
    assert made.targets.count() == Cluster.objects.count()
    page = coordinator.get(LIST).content.decode()
    assert "2 too few" in page and dorchester.source in page
    assert "More are wanted than can be chosen" in page


def test_suggestion_follows_the_seats_typed_and_leaves_other_rows(coordinator, attributes) -> None:
    typed = typed_on(coordinator)
    back = post(coordinator, typed, "add", attribute=[str(attributes["language"].pk)])
    assert back.endswith("#row-1")
    typed = typed_on(coordinator, back)
    own = {"row-1-values": ["es"], "row-1-minimum": ["1"], "row-1-source": ["Our own"]}
    seats = {"seats_least": ["30"], "seats_most": ["30"]}
    typed = typed_on(coordinator, post(coordinator, typed, "suggest", **own, **seats))
    assert {name: typed[name] for name in own} == own
    dorchester = next(name for name, values in typed.items() if values == ["dorchester"])
    assert typed[dorchester.replace("values", "minimum")] == ["4"]
    assert typed["seats_most"] == ["30"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"row-1-minimum": ["4"], "row-1-maximum": ["3"]}, "fewer than the fewest, 4"),
        ({"row-1-minimum": ["16"], "row-1-maximum": [""]}, "There are only 15 seats"),
        ({"row-1-minimum": ["two"]}, "Give a whole number"),
        ({"row-1-minimum": ["-1"]}, "0 is the least there can be"),
        ({"row-1-source": [""]}, "Say where the figures are from"),
        ({"row-1-values": []}, "Choose at least one"),
        ({"row-1-values": ["west-roxbury"]}, "a target for this group already"),
        ({"seats_least": ["16"]}, "fewer than the fewest, 16"),
        ({"reason": [""]}, "Say why they change"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    call, coordinator, attributes, changes, error
) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    set_target(call, Cluster.objects.get(slug="west-roxbury"), 0, 3)
    typed = {**typed_on(coordinator), "reason": ["The second one is new"], **changes}
    back = post(coordinator, typed, "save")
    page = coordinator.get(back).content.decode()
    summary = page.split("data-error-summary")[1].split("</div>")[0]
    assert error in re.sub(r"\s+", " ", summary)
    controls = re.findall(r'href="#([^"]+)"', summary)
    assert controls and all(f'id="{each}"' in page for each in controls)
    assert filled(typed_on(coordinator, back)) == filled(typed)
    assert current_targets(call).number == 2


def test_row_that_is_left_out_is_gone_from_the_next_version(call, coordinator, attributes) -> None:
    for slug in ("dorchester", "west-roxbury"):
        set_target(call, Cluster.objects.get(slug=slug), 0, 3)
    typed = typed_on(coordinator)
    gone = {"row-1-leave_out": ["on"], "row-1-source": [""], "reason": ["Fewer rules"]}
    post(coordinator, typed, "save", **gone)
    made = current_targets(call)
    assert (made.number, made.reason) == (3, "Fewer rules")
    assert [target.values for target in made.targets.all()] == [["west-roxbury"]]


def test_other_version_meanwhile_is_named_and_what_was_typed_stays(
    call, coordinator, cast, attributes
) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    typed = typed_on(coordinator)
    save_targets(
        by=cast.second_coordinator, call=call, seen=1, seats_least=9, seats_most=9, wanted=[]
    )
    own = {"row-1-minimum": ["2"], "reason": ["Two, as the law says"]}
    # Adding a row first must not make the page forget which version it was opened on.
    back = post(coordinator, typed, "add", attribute=[str(attributes["cluster"].pk)], **own)
    typed = typed_on(coordinator, back) | {"row-2-leave_out": ["on"]}
    back = post(coordinator, typed, "save")
    page = coordinator.get(back).content.decode()
    assert current_targets(call).number == 2
    assert f"{cast.second_coordinator} made" in page and "version 2" in page
    typed = typed_on(coordinator, back)
    assert {name: typed[name] for name in own} == own
    post(coordinator, typed, "save")
    assert (current_targets(call).number, current_targets(call).seats_most) == (3, call.seats)


def test_earlier_version_is_shown_as_it_was(call, coordinator, attributes) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    set_target(call, Cluster.objects.get(slug="west-roxbury"), 1, 3)
    shown = coordinator.get(f"{LIST}?version=1").content.decode()
    begun = typed_on(coordinator, f"{EDIT}&version=1")
    assert (begun["seen"], begun["row"]) == (["2"], ["1"])  # the next is the third
    assert "An earlier version" in shown and "West Roxbury</" not in shown
    assert "Change targets" not in shown
    for strange in ("3", "0", "x", "9" * 30):
        assert coordinator.get(f"{LIST}?version={strange}").status_code == 404


def test_uses_are_saved_on_one_page(call, coordinator) -> None:
    asked = call.questions.get(key="connection")
    uses = {
        "use-cluster": "target",
        "use-neighborhood": "report",
        **{
            f"use-question-{question.pk}": "target" if question == asked else "off"
            for question in call.questions.all()
        },
        "use-language": "off",
    }
    coordinator.post(ATTRIBUTES, uses)
    found = {str(each): each.use for each in Attribute.objects.filter(call=call)}
    assert found == {
        "group of neighborhoods": "target",
        "neighborhood": "report",
        str(asked): "target",
    }


def test_sensitive_use_that_nobody_approved_is_not_taken(call, coordinator) -> None:
    gender = call.questions.get(key="gender")
    page = coordinator.get(ATTRIBUTES).content.decode()
    names = set(re.findall(r'name="(use-[a-z0-9-]+)"', page))
    uses = {**dict.fromkeys(names, "off"), f"use-question-{gender.pk}": "target"}
    answer = coordinator.post(ATTRIBUTES, uses, follow=True)
    assert "Nothing is saved" in answer.content.decode()
    assert not Attribute.objects.exists()


def test_request_is_typed_read_and_approved_by_another_person(call, coordinator, cast) -> None:
    gender = call.questions.get(key="gender")
    ask = f"{ATTRIBUTES}{gender.pk}/ask/"
    back = coordinator.post(ask, {"reason": ""})["Location"]
    assert "This field is required" in coordinator.get(back).content.decode()
    coordinator.post(ask, {"reason": "Women asked for it"})
    officer = signed_in(cast.equity_officer)
    assert "Sensitive targets to decide" in officer.get("/staff/").content.decode()
    page = officer.get(APPROVE).content.decode()
    assert "Women asked for it" in page and str(cast.coordinator) in page
    attribute = Attribute.objects.get(question=gender)
    given = {"attribute": attribute.pk, "reason": attribute.reason}
    assert coordinator.post(APPROVE, {**given, "approve": ""}).status_code == 403
    officer.post(APPROVE, {**given, "approve": ""})
    attribute.refresh_from_db()
    assert (attribute.use, attribute.approved_by) == (AttributeUse.TARGET, cast.equity_officer)
    history = signed_in(cast.auditor).get("/staff/history/").content.decode()
    assert "Approved a sensitive target" in history and "Women asked for it" in history
    back = officer.post(APPROVE, {**given, "decline": "", "decline_reason": " "})["Location"]
    page = officer.get(back).content.decode()
    assert "Error:" in page and '<details class="more" open>' in page
    officer.post(APPROVE, {**given, "decline": "", "decline_reason": "Too few answered."})
    attribute.refresh_from_db()
    assert attribute.use == AttributeUse.REPORT
    assert "Too few answered." in signed_in(cast.auditor).get("/staff/history/").content.decode()
    for address in (ATTRIBUTES, ask):
        assert "Too few answered." in coordinator.get(address).content.decode()


def test_page_to_ask_is_for_sensitive_questions_of_the_call(call, coordinator) -> None:
    asked = call.questions.get(key="connection")
    for pk in (asked.pk, 10**9):
        assert coordinator.get(f"{ATTRIBUTES}{pk}/ask/").status_code == 404


def test_counts_of_about_you_answers_are_shown_on_asking_and_logged(call, coordinator) -> None:
    question = call.questions.get(key="gender")
    add_attribute(by=None, call=call, source=AttributeSource.QUESTION, question=question)
    add_attribute(by=None, call=call, source=AttributeSource.NEIGHBORHOOD)
    set_target(call, Cluster.objects.get(slug="dorchester"), 0, 3)
    apply(call)
    reports = coordinator.get(LIST).context
    assert [str(each.attribute) for each in reports["reports"]] == ["neighborhood"]
    closed = coordinator.get(LIST).content.decode()
    assert "Nonbinary" not in closed
    assert not AccessEvent.objects.filter(what=AccessEvent.What.ABOUT_YOU).exists()
    opened = coordinator.get(f"{LIST}?counts=1")
    [report] = opened.context["sensitive"]
    assert {row.label: row.applied for row in report.rows if row.applied} == {"Woman": 1}
    event = AccessEvent.objects.get(what=AccessEvent.What.ABOUT_YOU)
    assert (event.query, event.object_id) == ("totals", None)


def test_pages_of_targets_name_nobody(call, coordinator, attributes, cast) -> None:
    one = apply(call)
    ask_about(call, "gender", cast.coordinator)
    set_target(call, Cluster.objects.get(slug="hyde-park-mattapan"), 1, 3)
    for path in (LIST, f"{LIST}?counts=1", EDIT, ATTRIBUTES):
        page = coordinator.get(path).content.decode()
        for secret in ("Wideline", "wideline@", "60 Example", "handcuffs", one.reference):
            assert secret not in page, (path, secret)


def test_pages_take_the_same_statements_for_any_number_of_applicants(
    call, coordinator, attributes
) -> None:
    set_target(call, Cluster.objects.get(slug="dorchester"), 1, 3)
    set_target(call, Cluster.objects.get(slug="west-roxbury"), 1, 3)
    apply(call)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(LIST)
            coordinator.get(EDIT)
        counts.append(len(captured))
        for _ in range(3):
            apply(call)
    assert counts[0] == counts[1]


def test_targets_that_came_with_the_call_have_no_empty_date(call, coordinator) -> None:
    set_target(call, Cluster.objects.first(), 1, 2)
    page = coordinator.get(LIST, {"call": call.slug}).content.decode()
    assert "Version" in page
    assert 'datetime=""' not in page
