"""Three pairs of duplicates for the demo: one person twice, a household, a name in two scripts."""

from collections.abc import Callable
from copy import deepcopy

from applications.enums import Channel
from demo.people import Person

PHONE_OF_TWO, PHONE_AT_HOME = "617-555-0190", "617-555-0191"
EMAIL_OF_TWO = "huimin.lin@example.org"


def add_to(people: list[Person]) -> list[Person]:
    """Make three pairs of these people similar to each other; returns the same list."""
    first = _first(people, lambda each: each.language == "ht" and each.channel == Channel.WEB)
    paper = _last(people, lambda each: each.language == "ht" and each is not first)
    _name(first, "Wideline Jean-Baptiste", phone=PHONE_OF_TWO)
    _name(paper, "JEAN BAPTISTE Wideline", phone="(617) 555 0190")
    paper.answers["contact"] |= {"email": "", "preferred_way": "phone"}
    paper.answers["connection"] = deepcopy(first.answers["connection"])
    answers = deepcopy(first.answers["questions"])
    shorter = answers["why-join"].rpartition(". ")[0] or answers["why-join"]
    paper.answers["questions"] = {**answers, "why-join": f"{shorter.rstrip('.')}."}
    mother = _first(people, lambda each: each.language == "pt-br")
    son = _last(people, lambda each: each.language == "pt-br" and each is not mother)
    _name(mother, "Jussara de Oliveira Lima", phone=PHONE_AT_HOME)
    _name(son, "Raimundo de Oliveira Lima", phone=PHONE_AT_HOME)
    chinese = _first(people, lambda each: each.language == "zh-hant")
    latin = _last(people, lambda each: each.language == "zh-hant" and each is not chinese)
    _name(chinese, "林慧敏", email=EMAIL_OF_TWO)
    _name(latin, "Lin Huimin", email=EMAIL_OF_TWO)
    return people


def _first(people: list[Person], fits: Callable[[Person], bool]) -> Person:
    return next(each for each in people if fits(each))


def _last(people: list[Person], fits: Callable[[Person], bool]) -> Person:
    """The last one who applied on paper, or else the last one."""
    fitting = [each for each in people if fits(each)]
    return ([each for each in fitting if each.channel != Channel.WEB] or fitting)[-1]


def _name(person: Person, full_name: str, *, phone: str = "", email: str = "") -> None:
    contact = person.answers["contact"]
    contact |= {"full_name": full_name, "chosen_name": ""}
    if phone:
        contact |= {"phone": phone}
    if email:
        contact |= {"email": email}
