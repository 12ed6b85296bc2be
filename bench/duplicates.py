"""Duplicates: recall of planted pairs among 2,000 people, and response time of hints."""

import random
import re
from collections.abc import Callable

from bench.server import empty_database, environment_of, load_demo, printed_by

PEOPLE, PAIRS_A_KIND = 2_000, 20
SIZES = (1_000, 10_000)
SLOWEST_HINT = 150  # ms, 95 of 100
FEWEST_FOUND = 95  # percent of each kind that is one person
KINDS = ("accents", "order", "typing error", "script", "household")
COLUMNS = ("figure", "ours", "limit", "met")

# What the same person's name may look like in Latin letters; the pairs share phone or e-mail.
_IN_LATIN = (
    ("林慧敏", "Lin Huimin"),
    ("陈志强", "Chen Zhiqiang"),
    ("黃美玲", "Wong Mei Ling"),
    ("Нгуен Светлана Павловна", "Svetlana Nguyen"),
    ("Кузнецова Ирина", "Irina Kuznetsova"),
    ("Мельник Олег", "Oleh Melnyk"),
    ("محمود السيد", "Mahmoud El Sayed"),
    ("فاطمة حداد", "Fatima Haddad"),
    ("يوسف خوري", "Youssef Khoury"),
    ("ሰላም ተስፋዬ", "Selam Tesfaye"),
)
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ô", "u": "ü", "c": "ç", "n": "ñ"}
_SYLLABLES = (
    "ba",
    "da",
    "fe",
    "ga",
    "ji",
    "ka",
    "lo",
    "ma",
    "ne",
    "pi",
    "ra",
    "sa",
    "te",
    "vo",
    "wa",
    "zu",
    "che",
    "dri",
    "han",
    "len",
    "mor",
    "nad",
    "phi",
    "que",
    "ros",
    "sil",
    "tam",
    "val",
)
_CHARACTERS = (
    "慧敏志強国伟秀英建华丽娟晓燕文静思远桂兰佩珊家豪嘉詠诗婉仪雪梅德明春红玉珍海波金凤子涵雨欣"
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = str.maketrans(_LATIN, "абцдефгхийклмнопкрстувшхыз")
_ARABIC = str.maketrans(_LATIN, "ابكدهفغحيجكلمنوبقرستوفوكيز")
Named = tuple[str, str, str]  # name, phone, e-mail


def words_of(pools: dict, chance: random.Random) -> Callable[[], str]:
    """Names built from the demo's, each in one language, with the demo's shares of languages.

    A demo has few words and a city many: most names get a word that no list holds, or another
    Chinese character.
    """
    languages = list(pools["languages"].values())
    weights = [pool["weight"] for pool in languages]

    def one() -> str:
        pool = chance.choices(languages, weights)[0]
        given, family = (chance.choice(pool["names"]) for _ in range(2))
        if _is_chinese(given):
            return family[0] + "".join(chance.choices(_CHARACTERS, k=2))
        words = [given.split()[0], *family.split()[1:][:2]]
        if chance.random() < 0.9 or len(words) < 2:
            words.insert(1, _in_script(given, _invented(chance)))
        return " ".join(words)

    return one


def _is_chinese(name: str) -> bool:
    return "\u3400" < name[0] < "\u9fff"


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3)))).capitalize()


def _in_script(like: str, word: str) -> str:
    """An invented word in the letters of another name."""
    if "\u0400" <= like[0] <= "\u04ff":
        return word.lower().translate(_CYRILLIC).capitalize()
    return word.lower().translate(_ARABIC) if "\u0600" <= like[0] <= "\u06ff" else word


def planted(chance: random.Random) -> list[tuple[str, Named, Named]]:
    """(kind, one, other): twenty of each; one person’s share a phone every other time."""
    return [
        pair
        for kind in KINDS
        for number in range(PAIRS_A_KIND)
        for pair in [(kind, *_pair(chance, kind, number))]
    ]


def _pair(chance: random.Random, kind: str, number: int) -> tuple[Named, Named]:
    phone = f"617-555-{2000 + KINDS.index(kind) * 100 + number:04}"
    email = f"pair{KINDS.index(kind)}.{number}@example.org"
    given, family = _invented(chance), f"{_invented(chance)} {_invented(chance)}"
    name = f"{given} {family}"
    if kind == "household":
        other = f"{_another(chance, given)} {family}"
        return (
            ((name, phone, ""), (other, phone, ""))
            if number % 2
            else ((name, "", email), (other, "", email))
        )
    if kind == "script":
        theirs, latin = _IN_LATIN[number % len(_IN_LATIN)]
        return (
            ((theirs, phone, ""), (latin, f"+1 {phone}", ""))
            if number % 2
            else ((theirs, "", email), (latin, "", email.upper()))
        )
    other = {"accents": _accented, "order": _reordered, "typing error": _mistyped}[kind](
        chance, name
    )
    shared = phone if number % 2 else ""
    return (name, shared, ""), (other, shared, "")


def _another(chance: random.Random, given: str) -> str:
    """The given name of a relative, sometimes as similar as Mario and Maria."""
    return (
        f"{given[:-1]}{'a' if given[-1] != 'a' else 'o'}"
        if (chance.random() < 0.3 and given[-1] in "aeiou")
        else _invented(chance)
    )


def _accented(chance: random.Random, name: str) -> str:
    return "".join(_ACCENTS.get(letter, letter) for letter in name)


def _reordered(chance: random.Random, name: str) -> str:
    first, *rest = name.split()
    return chance.choice((" ".join([*rest, first]), f"{', '.join(reversed(name.split()))}"))


def _mistyped(chance: random.Random, name: str) -> str:
    """A typing error (a letter missing, doubled, swapped or wrong) in a word of five or more."""
    words = name.split()
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word, place = words[at], chance.randrange(1, len(words[at]) - 2)
    changed = {
        "left out": word[:place] + word[place + 1 :],
        "doubled": word[:place] + word[place] + word[place:],
        "swapped": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        "another": word[:place] + ("x" if word[place] != "x" else "y") + word[place + 1 :],
    }
    words[at] = chance.choice([each for each in changed.values() if each != word])
    return " ".join(words)


def measure() -> list[tuple]:
    """One row for each figure; each is measured in a process and database of its own."""
    rows = _found(_run("find", PEOPLE))
    for size in SIZES:
        values = dict(_run("hint", size))
        p95 = float(values["p95"])
        rows.append(
            (
                f"hint at {size:,}, p50 and p95",
                f"{values['p50']} and {values['p95']} ms",
                f"{SLOWEST_HINT} ms",
                p95 <= SLOWEST_HINT,
            )
        )
        rows.append((f"hint at {size:,}, SQL", values["sql"], "constant", True))
    return rows


def _found(values: list[tuple[str, str]]) -> list[tuple]:
    figures = dict(values)
    rows = []
    for kind in KINDS[:-1]:
        found = int(figures[f"found {kind}"])
        share = 100 * found // PAIRS_A_KIND
        rows.append(
            (
                f"found: {kind}",
                f"{found} of {PAIRS_A_KIND}",
                f"{FEWEST_FOUND}%",
                share >= FEWEST_FOUND,
            )
        )
    wrong = int(figures["called one person household"])
    rows.append(("households called one person", f"{wrong} of {PAIRS_A_KIND}", "0", wrong == 0))
    shown = figures["shown household"]
    rows.append(("households shown as such", f"{shown} of {PAIRS_A_KIND}", "–", True))
    for strength in ("likely", "maybe", "household"):
        limit = {"likely": 0}.get(strength)
        noise = int(figures[f"noise {strength}"])
        rows.append(
            (
                f"pairs that nobody planted: {strength}",
                noise,
                "–" if limit is None else limit,
                limit is None or noise <= limit,
            )
        )
    rows.append((f"comparing {PEOPLE:,} once", f"{figures['seconds']} s", "–", True))
    return rows


def _run(what: str, size: int) -> list[tuple[str, str]]:
    """The names and values that `bench.duplicates_inside` prints."""
    with empty_database() as database:
        environment = environment_of(database)
        load_demo(environment)
        output = printed_by(environment, "bench.duplicates_inside", what, str(size))
    print(output)
    return re.findall(r"^(.+) (\S+)$", output, re.MULTILINE)
