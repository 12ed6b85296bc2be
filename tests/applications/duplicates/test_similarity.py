"""Similarity of people: names in every script, phones, addresses, and what proves nothing."""

from itertools import combinations

import pytest

from applications.duplicates.queries import keys_typed
from applications.duplicates.similarity import Keys, similarity
from applications.enums import Sign, Strength
from tests.factories.names import name_rows

LIKELY, MAYBE, HOUSEHOLD = Strength.LIKELY, Strength.MAYBE, Strength.HOUSEHOLD
PHONE, OTHER_PHONE = "617 555 0101", "617 555 0199"


def keys(name: str, phone: str = "", email: str = "", chosen: str = "") -> Keys:
    return keys_typed(full_name=name, chosen_name=chosen, phone=phone, email=email)


def between(one: Keys, other: Keys) -> tuple[Strength, Sign] | None:
    found = similarity(one, other)
    assert similarity(other, one) == found, "the same both ways"
    return found and (found.strength, found.signs[-1])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Frantz Désir", "frantz desir", Sign.SAME_NAME),
        ("Nguyễn Thị Bích Ngọc", "Nguyen Thi Bich Ngoc", Sign.SAME_NAME),
        ("O’Brien Siobhán", "O'Brien Siobhan", Sign.SAME_NAME),
        ("José Peña", "Jose\u0301 Pen\u0303a", Sign.SAME_NAME),
        ("歐陽美玲", "欧阳美玲", Sign.SAME_NAME),
        ("𠮷田 翔", "𠮷田翔", Sign.SAME_NAME),
        ("김 민수", "김민수", Sign.SAME_NAME),
        ("梁詠詩 Wing Leung", "梁咏诗", Sign.SAME_NAME),
        ("Leung, Wing", "梁詠詩 Wing Leung", Sign.WORD_ORDER),
        ("أحمد مصطفى", "احمد مصطفي", Sign.SAME_NAME),
        ("فاطمة الزهراء", "فاطمه الزهـراء", Sign.SAME_NAME),
        ("Щербакова-Ёлкина Софья", "Щербакова Елкина Софья", Sign.SAME_NAME),
        ("Désir Frantz", "Frantz Désir", Sign.WORD_ORDER),
        ("Ngọc Nguyễn Thị Bích", "Nguyễn Thị Bích Ngọc", Sign.WORD_ORDER),
        ("عبد الرحمن علي", "عبدالرحمن علي", Sign.SPACING),
        ("Wideline JeanBaptiste", "Wideline Jean-Baptiste", Sign.SPACING),
        ("Frantz Désir", "Frants Désir", Sign.ONE_LETTER),
        ("Shanice McAllister", "Shanice McAlister", Sign.ONE_LETTER),
        ("Darnell Pettiway", "Danrell Pettiway", Sign.ONE_LETTER),
        ("Désir Frantz", "Frants Désir", Sign.ONE_LETTER),
        ("Cabdiraxmaan Warsame", "Cabdirahman Warsame", Sign.TWO_LETTERS),
        ("ሰላም ተስፋዬ", "ሰላም ተስፋየ", Sign.ONE_LETTER),
    ],
)
def test_same_name_otherwise_written_may_be_the_same_person(one, other, sign) -> None:
    assert between(keys(one), keys(other)) == (MAYBE, sign)
    assert between(keys(one, PHONE), keys(other, "+1 (617) 555-0101")) == (LIKELY, sign)
    assert between(keys(one, PHONE), keys(other, OTHER_PHONE)) == (MAYBE, sign)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Désir", "Frantz Désir"),
        ("Mario Silva", "Maria Silva"),
        ("Ana Souza", "Ann Souza"),
        ("Петров Александр", "Петрова Александра"),
        ("王小明", "王小红"),
        ("Tenzin", "Lakshmi"),
    ],
)
def test_household_is_never_called_one_person(one, other) -> None:
    assert between(keys(one), keys(other)) is None
    assert between(keys(one, PHONE), keys(other, PHONE))[0] == HOUSEHOLD
    shared = "home@example.org"
    assert between(keys(one, email=shared), keys(other, email=shared.upper()))[0] == HOUSEHOLD


@pytest.mark.django_db
def test_name_in_another_script_needs_a_phone_or_an_address() -> None:
    latin, chinese = "Meiling Ouyang", "歐陽美玲"
    assert between(keys(latin), keys(chinese)) is None
    assert between(keys(latin, PHONE), keys(chinese, PHONE)) == (MAYBE, Sign.OTHER_SCRIPT)
    both = keys(chinese, chosen=latin)
    assert between(keys(latin), both) == (MAYBE, Sign.SAME_NAME), "told by the chosen name"


@pytest.mark.django_db
def test_given_name_alone_is_many_peoples() -> None:
    assert between(keys("Tenzin"), keys("Tenzin")) is None
    assert between(keys("Tenzin", PHONE), keys("Tenzin", PHONE)) == (LIKELY, Sign.SAME_NAME)


@pytest.mark.django_db
def test_part_of_a_name_needs_a_phone_or_an_address() -> None:
    one, other = "María José de la Cruz Núñez", "Maria Nunez"
    assert between(keys(one), keys(other)) is None
    assert between(keys(one, PHONE), keys(other, PHONE)) == (LIKELY, Sign.PART_OF_NAME)


@pytest.mark.django_db
def test_father_and_son_of_one_name_are_told_apart() -> None:
    father, son = "Anthony DeLisi", "Anthony DeLisi Jr."
    assert between(keys(father), keys(son)) is None
    assert between(keys(father, PHONE), keys(son, PHONE)) == (MAYBE, Sign.SAME_NAME)


@pytest.mark.django_db
def test_names_of_different_people_are_not_alike() -> None:
    """Those of names.csv that are written alike are so on purpose."""
    named = [(row["name"], keys(row["name"], chosen=row["preferred_name"])) for row in name_rows()]
    alike = [
        {one, other}
        for (one, mine), (other, theirs) in combinations(named, 2)
        if one and other and similarity(mine, theirs)
    ]
    assert all(
        pair <= {"歐陽美玲", "欧阳美玲"}
        or pair <= {"O’Brien Siobhán", "O'Brien Siobhan"}
        or pair <= {"Jose\u0301 Pen\u0303a", "José Peña"}
        for pair in alike
    ), alike
    assert len(alike) == 3


@pytest.mark.django_db
def test_too_few_digits_are_no_phone() -> None:
    assert between(keys("Ana", "02126"), keys("Bia", "02126")) is None
