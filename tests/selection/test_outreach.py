"""Who else would have to apply: asked in a process of its own, kept, and said in words."""

import subprocess
import sys
import time

import pytest

from applications.models import Call, Cluster
from config.worker import all_jobs
from selection.actions.locks import set_lock
from selection.actions.outreach import note_outreach
from selection.actions.targets import Wanted, save_targets
from selection.attributes import attributes_of
from selection.board import current_targets
from selection.enums import LockKind, Reach
from selection.models import Attribute, Outreach
from selection.outreach import as_found, outreach_of, request_of
from selection.outreach_job import OutreachJob
from selection.representation import representation_of
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.targets import set_target

pytestmark = pytest.mark.django_db


def targets_for(call, **wanted: int) -> None:
    """Each at least so many, at most every seat."""
    for slug, minimum in wanted.items():
        set_target(call, Cluster.objects.get(slug=slug.replace("_", "-")), minimum, call.seats)


def worked_out(call, command: tuple[str, ...] = (sys.executable, "-m", "solver")) -> Outreach:
    """As the worker's job finds it."""
    job = OutreachJob(command)
    job.tick()
    assert job.asked
    job.asked.process.wait(timeout=60)
    job.tick()
    assert job.asked is None
    return Outreach.objects.get(call=call)


def words(call) -> str:
    return outreach_of(representation_of(call)).sentence


def test_fewest_who_lack_are_named(call, cast) -> None:
    targets_for(call, hyde_park_mattapan=2)
    assert "being worked out" in words(call)
    for _ in range(call.seats):
        apply(call, home={"neighborhood": "dorchester"})
    found = worked_out(call)
    assert (found.reach, found.people) == (Reach.MORE, 2)
    assert words(call) == "2 more from Hyde Park, Mattapan make all targets reachable."
    page = signed_in(cast.coordinator)
    for path in ("/staff/board/targets/", "/staff/"):
        assert "2 more from Hyde Park, Mattapan make" in page.get(path).content.decode()


def test_several_groups_are_listed_and_any_but_is_counted(call, cast) -> None:
    targets_for(call, dorchester=1, west_roxbury=1)
    language = Attribute.objects.create(call=call, source="language", use="target")
    before = current_targets(call)
    save_targets(
        by=cast.coordinator,
        call=call,
        seen=before.number,
        seats_least=call.seats,
        seats_most=call.seats,
        wanted=[
            *(Wanted.of(target) for target in before.targets.all()),
            Wanted(language, ["ht"], 2, None, "ours", is_negated=True),
        ],
    )
    for _ in range(call.seats):
        apply(call)  # all from Mattapan, all speak Haitian Creole
    assert worked_out(call).people == 2
    shown = outreach_of(representation_of(call))
    assert shown.sentence == "2 more people make all targets reachable, among them:"
    assert sorted((need.count, need.words) for need in shown.needs) == [
        (1, "from Dorchester"),
        (1, "from West Roxbury"),
        (2, "with “Any but Haitian Creole”"),
    ]


def test_reached_and_never_reached_are_told_apart(call) -> None:
    targets_for(call, hyde_park_mattapan=1)
    for _ in range(call.seats):
        apply(call)
    assert worked_out(call).reach == Reach.ALL
    targets_for(call, dorchester=call.seats)  # one of the seats is somebody else's
    assert worked_out(call).reach == Reach.NEVER


def test_people_who_are_alike_are_asked_about_once_a_seat(call, cast) -> None:
    targets_for(call, hyde_park_mattapan=1)
    everybody = [apply(call) for _ in range(call.seats + 3)]
    assert len(request_of(call)["people"]) == call.seats
    for kind in (LockKind.IN, LockKind.OUT):
        set_lock(
            by=cast.coordinator, application=everybody.pop(), kind=kind, reason="For this test"
        )
    asked = request_of(call)
    assert (len(asked["people"]), len(asked["lock_in"])) == (call.seats + 1, 1)


def test_request_names_nobody(call) -> None:
    targets_for(call, hyde_park_mattapan=1)
    one = apply(call)
    written = str(request_of(call))
    assert one.reference not in written and "Wideline" not in written
    assert attributes_of(call).rows[0].pk


def test_solver_that_dies_or_hangs_is_said_and_holds_up_nothing(call, monkeypatch) -> None:
    targets_for(call, hyde_park_mattapan=1)
    assert worked_out(call, ("false",)).reach == Reach.UNKNOWN
    assert "could not be found in time" in words(call)
    monkeypatch.setattr("selection.outreach_job.SECONDS", 0)
    monkeypatch.setattr("selection.outreach_job.GRACE", 0)
    Outreach.objects.all().delete()
    job = OutreachJob((sys.executable, "-c", "import time; time.sleep(600)"))
    started = time.monotonic()
    job.tick()
    process = job.asked.process
    job.tick()
    assert job.asked is None and process.poll() is not None
    assert time.monotonic() - started < 20
    assert Outreach.objects.get(call=call).reach == Reach.UNKNOWN


def test_job_leaves_no_process_behind(call) -> None:
    targets_for(call, hyde_park_mattapan=1)
    job = OutreachJob((sys.executable, "-c", "import time; time.sleep(600)"))
    job.tick()
    process: subprocess.Popen[str] = job.asked.process
    job.stop()
    assert process.poll() is not None and not Outreach.objects.exists()


def test_only_changes_of_an_open_call_are_worked_out_again(call, monkeypatch) -> None:
    targets_for(call, hyde_park_mattapan=1)
    Call.objects.update(is_published=False)
    job = OutreachJob()
    job.tick()
    assert job.asked is None
    Call.objects.update(is_published=True)
    worked_out(call)
    job.tick()
    assert job.asked is None  # the same question has its answer
    apply(call)
    job.tick()
    assert job.asked is None  # looked at just now
    monkeypatch.setattr("selection.outreach_job.PAUSE", 0)
    job.tick()
    assert job.asked
    job.stop()


def test_answer_about_older_targets_is_dropped(call) -> None:
    targets_for(call, hyde_park_mattapan=1)
    older = current_targets(call)
    targets_for(call, dorchester=1)
    found = as_found({"people": 0, "needed": []})
    note_outreach(by=None, targets=older, digest="0" * 64, found=found)
    assert not Outreach.objects.exists()


def test_worker_finds_whom_to_reach_out_to() -> None:
    assert "find whom to reach out to" in {job.name for job in all_jobs()}
