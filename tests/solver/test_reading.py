"""Files are read as intended, and faults name file, row and column."""

from pathlib import Path

import pytest

from solver.faults import Refused
from solver.problem import Person, Problem, Target, tags_of
from solver.reading import read_people, read_targets
from solver.reading_readers import read_work
from solver.wording import sentence

C = "id,score_x100,household,area,language\nA1,8100,h1,north,es;en\nA2,-5,,south,\n"
T = "feature,value,min,max\narea,north|south,1,\nlanguage,!es,,2\n"


def written(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_candidates_and_targets_are_read(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, "C.csv", "\ufeff" + C))
    assert people == (
        Person("A1", 8100, tags_of({"area": ["north"], "language": ["en", "es"]}), "h1"),
        Person("A2", -5, tags_of({"area": ["south"]})),
    )
    targets = read_targets(written(tmp_path, "T.csv", T), people, 2)
    assert targets == (Target("area", "north|south", 1, 2), Target("language", "!es", 0, 2))


def test_digest_is_of_the_canonical_form() -> None:
    """Order, line ends and Unicode forms of the files do not change the digest; a score does."""
    people = [Person("B", 1, tags_of({"a": ["x", "y"]})), Person("A", 2)]
    one = Problem.of(1, people, [Target("a", "y", 0, 1), Target("a", "x", 0, 1)])
    two = Problem.of(1, people[::-1], [Target("a", "x", 0, 1), Target("a", "y", 0, 1)])
    assert one.digest == two.digest
    assert Problem.of(1, [Person("B", 2), Person("A", 2)]).digest != one.digest


def test_rows_and_columns_in_any_order_are_the_same_input(tmp_path: Path) -> None:
    rows = [line.split(",") for line in C.splitlines()]
    moved = "\n".join(",".join(row[::-1]) for row in [rows[0], *rows[:0:-1]])
    texts = (C, moved)
    read = [Problem.of(1, read_people(written(tmp_path, "C.csv", text))) for text in texts]
    assert read[0] == read[1]
    assert read[0].digest == read[1].digest


def test_names_in_either_unicode_form_are_one(tmp_path: Path) -> None:
    texts = ("id,area\nA,Jos\u00e9\n", "id,area\r\nA,Jose\u0301 \r\n")
    read = {read_people(written(tmp_path, "C.csv", text)) for text in texts}
    assert len(read) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is empty"),
        ("id,area\n", "has a heading, and nobody below it"),
        ("id;area\nA;n\n", "row 1: columns are separated by ';'"),
        ("id,a\tb\nA,n\n", "row 1: 'a\\tb' cannot name an attribute"),
        ("id,area\nA,n\nB\x00,n\n", "row 3, column id: 'B\\x00' has a character"),
        ("id,area\nA,n\nA\u200b,n\n", "row 3, column id: 'A\\u200b' has a character"),
        ('id,area\n"A\nB",n\nC,n\nC,n\n', "row 2, column id: 'A\\nB' has a character"),
        (f"id,score_x100\nA,{'9' * 400}\n", "9…' is not a whole number"),
        ("score_x100\n1\n", "row 1: column id is missing"),
        ("id,id\nA,B\n", "row 1: column id is there twice"),
        ("id,area\nA\n", "row 2: 1 cells, but the heading has 2"),
        ("id,score_x100\nA,1\nB,7.5\n", "row 3, column score_x100: '7.5' is not a whole number"),
        ("id,score_x100\nA,1e3\n", "row 2, column score_x100: '1e3' is not a whole number"),
        ("id,score_x100\nA,9999999999\n", "row 2, column score_x100"),
        ("id,error_x100\nA,-1\n", "row 2, column error_x100: '-1' is below zero"),
        ("id\nA\n\nA\n", "row 4, column id: 'A' is in row 2 already"),
        ("id,area\n,north\n", "row 2, column id"),
        ("id\na=b\n", "row 2, column id: 'a=b' cannot be a reference"),
        ("id,area\nA,n|s\n", "row 2, column area: 'n|s'"),
        ("id,area\nA,n;;s\n", "row 2, column area: 'n;;s'"),
        ("id,area\nA,!n\n", "row 2, column area: '!n'"),
        ("id,a=b\nA,x\n", "row 1: 'a=b' cannot name an attribute"),
        ('id,area\nB,y\nA,"x\n', "row 3 cannot be read: a quotation mark is never closed"),
    ],
)
def test_wrong_candidates_are_named(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, "C.csv", text)
    with pytest.raises(Refused) as refused:
        read_people(path)
    assert str(path) in sentence(refused.value.faults[0])
    assert expected in sentence(refused.value.faults[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("feature,value,min\narea,north,1\n", "column max is missing"),
        ("feature,value,min,max\narae,north,1,2\n", "no candidate has anything under 'arae'"),
        ("feature,value,min,max\narea,north,3,2\n", "row 2, column max: the maximum 2 is below"),
        ("feature,value,min,max\narea,north,-1,2\n", "row 2, column min: '-1' is below zero"),
        ("feature,value,min,max\narea,!!north,0,2\n", "row 2, column value: '!!north'"),
        ("feature,value,min,max\narea,n,0,2\narea,n,1,2\n", "row 3, column value: 'n' is in row 2"),
        ("feature,value,min,max\narea,a;b,0,2\n", "row 2, column value: 'a;b'"),
    ],
)
def test_wrong_targets_are_named(tmp_path: Path, text: str, expected: str) -> None:
    people = read_people(written(tmp_path, "C.csv", C))
    with pytest.raises(Refused) as refused:
        read_targets(written(tmp_path, "T.csv", text), people, 2)
    assert expected in sentence(refused.value.faults[0])


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "C.csv"
    path.write_bytes(b"id\nA\n\xff\n")
    with pytest.raises(Refused) as refused:
        read_people(path)
    assert f"{path}, row 3: this is not UTF-8 text" in sentence(refused.value.faults[0])
    for unreadable in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(Refused) as refused:
            read_people(unreadable)
        assert "cannot be read" in sentence(refused.value.faults[0])


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"lock_in": ["X"]}, "unknown_person"),
        ({"lock_in": ["A1"], "lock_out": ["A1"]}, "locked_both_ways"),
        ({"apart": [("A1", "A1")]}, "apart_from_oneself"),
        ({"unit": 0}, "unit_out_of_range"),
        ({"targets": [Target("a", "x", 2, 1)]}, "bad_range"),
    ],
)
def test_problem_that_contradicts_itself_is_refused(options: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        Problem.of(1, [Person("A1"), Person("A2")], **options)
    assert refused.value.faults[0].code == code
    assert sentence(refused.value.faults[0])


A = "id,language,readings,roles,done\nA1,es,,lived,R1;R2\nA2,,2,,\n"
R = "id,cap,languages,roles,conflicts\nR1,5,es;en,lived,A2\nR2,3,,,\n"


def test_applications_and_readers_are_read(tmp_path: Path) -> None:
    files = written(tmp_path, "A.csv", A), written(tmp_path, "R.csv", R)
    (first, second), (reader, _) = read_work(*files, 3)
    assert (first.readings, first.done, first.roles) == (3, ("R1", "R2"), ("lived",))
    assert (second.readings, second.language) == (2, "")
    assert (reader.cap, reader.languages, reader.conflicts) == (5, ("es", "en"), ("A2",))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("R1,5", "R1,many"), "R.csv, row 2, column cap: 'many' is not a whole number"),
        (("R1,5", "R1,"), "R.csv, row 2, column cap: '' is not a whole number"),
        (("A2,,2", "A2,,-2"), "A.csv, row 3, column readings: '-2' is below zero"),
        (("R1;R2", "R1;R9"), "A.csv, row 2, column done: 'R9' is in no row of the other file"),
        (("lived,A2", "lived,A9"), "R.csv, row 2, column conflicts: 'A9' is in no row"),
        (("A2,", "A1,"), "A.csv, row 3, column id: 'A1' is in row 2 already"),
        (("R2,", ","), "R.csv, row 3, column id: '' cannot be a reference"),
    ],
)
def test_wrong_work_is_named(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    files = (written(tmp_path, f"{n}.csv", t.replace(*change)) for n, t in (("A", A), ("R", R)))
    with pytest.raises(Refused) as refused:
        read_work(*files, 3)
    assert expected in sentence(refused.value.faults[0])
