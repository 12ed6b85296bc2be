"""The command line as an auditor uses it, in separate processes."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from solver.command_line import main
from solver.wording import FAULTS, RESULTS, STAGES
from tests.architecture.source import ROOT
from tests.solver.problems import as_files, city

CANDIDATES = """id,score_x100,error_x100,household,area,language
A1,9000,300,,north,en
A2,8500,300,h1,north,en
A3,8400,300,h1,south,es;en
A4,7000,300,,south,en
A5,6900,300,,south,es
A6,6900,300,,north,es
"""
TARGETS = "feature,value,min,max\narea,south,1,2\nlanguage,es,1,\narea,!south,1,2\n"


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run `python -m solver` with these arguments."""
    return subprocess.run(
        [sys.executable, "-m", "solver", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        **options,
    )


@pytest.fixture
def files(tmp_path: Path) -> list[object]:
    """Options that name the two files of six people."""
    return options_for(tmp_path, CANDIDATES, TARGETS)


def options_for(folder: Path, candidates: str, targets: str) -> list[object]:
    """Options that name two files with these texts."""
    (folder / "C.csv").write_text(candidates, encoding="utf-8")
    (folder / "T.csv").write_text(targets, encoding="utf-8")
    return ["--candidates", folder / "C.csv", "--targets", folder / "T.csv"]


def test_panel_is_chosen_packed_and_verified(files: list[object], tmp_path: Path) -> None:
    pack = tmp_path / "pack.json"
    more = ["--reserves", 1, "--firmness", 5, "--seed", "lot", "--pack", pack, "--json"]
    done = run("panel", *files, "--seats", 3, *more)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["panel"]) == ("optimal", ["A1", "A3", "A4"])
    assert answer["total_x100"] == answer["upper_bound_x100"] == 24_400
    assert answer["reserves"] == ["A6"]
    assert {"proof", "targets", "input_sha256", "firmness"} <= answer.keys()
    assert run("verify", pack).stdout == "Accepted.\n"
    pack.write_text(pack.read_text().replace("24400", "24500"))
    refused = run("verify", pack)
    assert (refused.returncode, refused.stdout.startswith("Refused: ")) == (1, True)


def test_panel_is_shown_as_a_table(files: list[object]) -> None:
    done = run("panel", *files, "--seats", 3, "--lock-out", "A1", "--unit", 100)
    assert done.returncode == 0
    assert "provisional" in done.stdout
    assert "A1" not in done.stdout
    assert "area !south" in done.stdout


def test_targets_that_cannot_be_met_are_explained(tmp_path: Path) -> None:
    files = options_for(tmp_path, CANDIDATES, TARGETS.replace("es,1,", "es,4,"))
    done = run("panel", *files, "--seats", 3, "--json", "--pack", tmp_path / "pack.json")
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert answer["status"] == "infeasible"
    assert answer["conflict"] == [{"feature": "language", "value": "es", "bound": "min"}]
    row = {"feature": "language", "value": "es", "bound": "min", "from": 4, "to": 3}
    assert answer["relaxations"][0]["rows"] == [row]
    assert answer["relaxations"][0]["cost"] == 1.5
    assert answer["seats_needed"] is None
    assert run("verify", tmp_path / "pack.json").returncode == 0
    assert "4 wanted, 3 applied" in run("panel", *files, "--seats", 3).stdout


def test_lottery_and_assignment_print_json(files: list[object], tmp_path: Path) -> None:
    answer = json.loads(run("lottery", *files, "--seats", 3, "--leximin", "--json").stdout)
    keys = {"min", "max", "gini", "geometric_mean", "gap", "unselectable", "probabilities"}
    assert answer.keys() == keys
    assert sum(answer["probabilities"].values()) == pytest.approx(3)
    (tmp_path / "A.csv").write_text("id,language\nA1,es\nA2,\n")
    (tmp_path / "R.csv").write_text("id,cap,languages\nR1,2,es\nR2,1,\n")
    names = ["--applications", tmp_path / "A.csv", "--readers", tmp_path / "R.csv"]
    done = run("assign", *names, "--readings", 1, "--json")
    assert done.returncode == 0
    assert "A1" in json.loads(done.stdout)["assignments"]["R1"]
    short = run("assign", *names, "--readings", 2)
    assert short.returncode == 2
    assert "1 more readings are needed than reviewers can do." in short.stdout


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("A2,8500", "A2,85.00"), "C.csv, row 3, column score_x100: '85.00' is not a whole number"),
        (("A6,", "A1,"), "C.csv, row 7, column id: 'A1' is in row 2 already"),
    ],
)
def test_wrong_input_ends_with_64(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    files = options_for(tmp_path, CANDIDATES.replace(*change), TARGETS)
    done = run("panel", *files, "--seats", 3)
    assert (done.returncode, done.stdout) == (64, "")
    assert expected in done.stderr


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), "--seats"),
        (("--seats", "1_0"), "'1_0' is not a whole number"),
        (("--seats", 3, "--lock-in", "nobody"), "lock_in names 'nobody', who is no candidate"),
        (("--seats", 3, "--seed", ""), "'' is empty"),
        (("--seats", 3, "--time-limit", "nan"), "'nan' is not a number of seconds"),
    ],
)
def test_wrong_usage_ends_in_a_sentence(
    files: list[object], capfd: pytest.CaptureFixture, more: tuple, expected: str
) -> None:
    """In this process; argparse ends some cases by SystemExit."""
    try:
        code = main(["panel", *map(str, (*files, *more))])
    except SystemExit as ended:
        code = ended.code
    out, stderr = capfd.readouterr()
    assert (code, out, stderr.count("\n")) == (64, "", 1)
    assert expected in stderr


def test_pack_goes_into_a_file_only(
    files: list[object], tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    """Neither over an input file, nor over a folder or a device; a link's target is replaced."""
    pipe, link = tmp_path / "pipe", tmp_path / "link.json"
    os.mkfifo(pipe)
    panel = ["panel", *map(str, files), "--seats", "3", "--pack"]
    for place in (files[1], tmp_path, pipe, tmp_path / "absent" / "pack.json", "x" * 300):
        assert main([*panel, str(place)]) == 64
        assert str(place) in capfd.readouterr().err
    assert (tmp_path / "C.csv").read_text() == CANDIDATES
    assert pipe.is_fifo()
    link.symlink_to(tmp_path / "pack.json")
    assert main([*panel, str(link)]) == 0
    assert link.is_symlink()
    assert main(["verify", str(link)]) == 0
    assert main(["verify", str(files[1])]) == 64


def test_answer_that_cannot_be_printed_is_said(files: list[object]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "solver", "panel", *map(str, files), "--seats", "3"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr.count("\n")) == (70, 1)
    assert "cannot be printed: No space left" in done.stderr


def test_help_teaches_the_files() -> None:
    for command in ("panel", "lottery", "assign", "verify"):
        done = run(command, "--help")
        assert done.returncode == 0
        assert "exit codes" in done.stdout
    assert "feature,value,min,max" in run("panel", "--help").stdout


def test_time_limit_ends_with_3(tmp_path: Path) -> None:
    files = options_for(tmp_path, *as_files(city(300, 20, 5, width=0.15)))
    pack = tmp_path / "pack.json"
    done = run("panel", *files, "--seats", 20, "--time-limit", "0.0001", "--pack", pack)
    assert done.returncode == 3
    assert "none was ruled out" in done.stdout
    assert "was not written" in done.stderr
    assert not pack.exists()
    done = run("lottery", *files, "--seats", 20, "--time-limit", "0.0001")
    assert (done.returncode, "the time was over" in done.stderr) == (3, True)


def test_sentences_fit_their_parameters() -> None:
    """Every code that the package uses has a sentence."""
    source = "".join(path.read_text() for path in (ROOT / "solver").glob("*.py"))
    for code in FAULTS.keys() | STAGES.keys() | RESULTS.keys():
        assert f'"{code}"' in source.replace('    "' + code + '": ', ""), code


# Stopping a process in the middle of its work, in several ways.


def started(folder: Path, *more: object, **options: object) -> subprocess.Popen[str]:
    """A long run that would write a pack, once it is solving."""
    files = options_for(folder, *as_files(city(3000, 40, 5, width=0.1)))
    names = ["panel", *files, "--seats", 40, "--pack", folder / "pack.json", *more]
    return subprocess.Popen(
        [sys.executable, "-m", "solver", *map(str, names)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def at_work(process: subprocess.Popen[str]) -> int:
    """The child process, once it has loaded HiGHS."""
    while True:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if found and "highspy" in Path(f"/proc/{found[0]}/maps").read_text():
            return int(found[0])


def left_over(folder: Path) -> list[str]:
    """Files other than the inputs."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".csv")


@pytest.mark.prove
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopped_run_says_so_and_leaves_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    process = started(tmp_path)
    at_work(process)
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    out, stderr = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Stopped. Nothing was written." in stderr
    assert "Traceback" not in stderr
    assert left_over(tmp_path) == []


def test_error_of_ours_ends_in_a_sentence() -> None:
    program = "from solver.process import in_child\nraise SystemExit(in_child(lambda: 1 // 0))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (70, 1)
    assert "ZeroDivisionError" in done.stderr


@pytest.mark.prove
def test_killed_worker_is_spoken_for(tmp_path: Path) -> None:
    process = started(tmp_path)
    os.kill(at_work(process), signal.SIGKILL)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 70
    assert "ended from outside (signal 9). Nothing was written." in stderr
    assert left_over(tmp_path) == []


@pytest.mark.prove
def test_killed_parent_leaves_no_half_file(tmp_path: Path) -> None:
    process = started(tmp_path)
    child = at_work(process)
    process.kill()
    process.wait()
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text():
        pass  # the child notices that its parent is gone
    assert left_over(tmp_path) == []


@pytest.mark.prove
@pytest.mark.parametrize("megabytes", [60, 90, 120, 160, 200, 300])
def test_memory_limit_ends_in_a_sentence(tmp_path: Path, megabytes: int) -> None:
    """With any limit on memory: a whole answer, or a sentence and no file."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)

    files = options_for(tmp_path, *as_files(city(20_000, 30, 5, width=0.6)))
    pack = tmp_path / "pack.json"
    done = run("panel", *files, "--seats", 30, "--pack", pack, preexec_fn=limited)
    if done.returncode == 0:
        assert run("verify", pack).returncode == 0
    else:
        assert done.returncode == 70, done.stderr
        assert "Nothing was written" in done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert left_over(tmp_path) == []
