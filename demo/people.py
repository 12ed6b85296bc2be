"""Sixty invented applicants, the same ones for the same seed."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from applications.enums import Channel, ContactWay, PlaceKind, Resident
from applications.models import Neighborhood, ZipNeighborhood

FOLDER = Path(__file__).resolve().parent
POOLS = json.loads((FOLDER / "pools.json").read_text(encoding="utf-8"))

# Percentages of channels, and of answers to about-you questions.
CHANNELS = {Channel.WEB: 78, Channel.MAIL: 14, Channel.IN_PERSON: 8}
AGE_BANDS = {"18-34": 38, "35-54": 30, "55-64": 16, "65-plus": 10, "prefer-not-to-say": 6}
GENDERS = {"woman": 52, "man": 36, "nonbinary": 7, "another": 2, "prefer-not-to-say": 3}
YES_NO = {"yes": 35, "no": 58, "prefer-not-to-say": 7}
RACES = {
    "white": 30,
    "black": 28,
    "hispanic-latino": 20,
    "asian": 13,
    "another": 3,
    "middle-eastern-north-african": 2,
    "prefer-not-to-say": 4,
}
TIMES = ["weekday-mornings", "weekday-afternoons", "weekday-evenings", "saturdays", "sundays"]


@dataclass(frozen=True)
class Person:
    """One applicant: how and when the application came, and its answers by step."""

    language: str
    channel: Channel
    received_at: datetime
    answers: dict[str, dict[str, Any]]


def invent(*, seed: int, count: int, first: datetime, last: datetime) -> Iterator[Person]:
    """`count` people who applied between two moments, in the order of their applications."""
    chance = random.Random(seed)
    places = list(Neighborhood.objects.order_by("order"))
    people = _Shuffled(chance)
    moments = sorted(first + (last - first) * chance.random() for _ in range(count))
    for moment in moments:
        language = _pick(chance, {c: p["weight"] for c, p in POOLS["languages"].items()})
        channel = _pick(chance, CHANNELS)
        if channel != Channel.WEB:  # the counter and the mail room keep office hours
            moment = moment.replace(hour=chance.randrange(9, 17), minute=chance.randrange(60))
            moment = min(moment, last) if moment > first else moment + timedelta(days=1)
        answers = _answers(chance, people, language, channel, places)
        yield Person(language, channel, moment, answers)


class _Shuffled:
    """Hands out each name, address and phone once before it repeats any."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.left: dict[str, list[Any]] = {}

    def next(self, name: str, pool: list[Any]) -> Any:
        if not self.left.get(name):
            self.left[name] = self.chance.sample(pool, len(pool))
        return self.left[name].pop()


def _pick(chance: random.Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def _place(chance: random.Random, places: list[Neighborhood]) -> Neighborhood:
    """By adult population; one in twelve has no fixed place or is not sure."""
    if chance.random() < 1 / 12:
        return chance.choice([place for place in places if place.kind != PlaceKind.PLACE])
    homes = [place for place in places if place.kind == PlaceKind.PLACE]
    return chance.choices(homes, weights=[place.adults_2020 or 2000 for place in homes])[0]


def _answers(
    chance: random.Random,
    people: _Shuffled,
    language: str,
    channel: Channel,
    places: list[Neighborhood],
) -> dict[str, dict[str, Any]]:
    pool = POOLS["languages"][language]
    place = _place(chance, places)
    return {
        "eligibility": {
            "lives_in_city": Resident.YES if chance.random() < 0.95 else Resident.NOT_SURE
        },
        "contact": _contact(chance, people, language, channel),
        "home": _home(chance, people, place),
        "support": _support(chance, language, pool),
        **_question_answers(chance, people, language, pool),
        "about-you": _about_you(chance) if chance.random() < 0.8 else {},
        "declaration": {"was_helped": chance.random() < 0.12},
    }


def _contact(
    chance: random.Random, people: _Shuffled, language: str, channel: Channel
) -> dict[str, Any]:
    name = people.next(f"names {language}", POOLS["languages"][language]["names"])
    has_email = chance.random() < (0.9 if channel == Channel.WEB else 0.35)
    has_phone = not has_email or chance.random() < 0.6
    trusted = POOLS["community_contacts"] if chance.random() < 0.08 else [""]
    return {
        "full_name": name,
        "chosen_name": name.split()[0] if language == "en" and chance.random() < 0.2 else "",
        "email": people.next("emails", POOLS["emails"]) if has_email else "",
        "phone": people.next("phones", POOLS["phones"]) if has_phone else "",
        "may_text": has_phone and chance.random() < 0.7,
        "may_leave_voicemail": has_phone and chance.random() < 0.5,
        "post_address": "",
        "wants_plain_envelope": False,
        "wants_pick_up": not has_email and chance.random() < 0.3,
        "trusted_contact": chance.choice(trusted),
        "preferred_way": ContactWay.EMAIL if has_email else ContactWay.PHONE,
    }


def _home(chance: random.Random, people: _Shuffled, place: Neighborhood) -> dict[str, Any]:
    has_address = place.kind == PlaceKind.PLACE and chance.random() < 0.7
    return {
        "neighborhood": place.slug,
        "street": people.next("streets", POOLS["streets"]) if has_address else "",
        "unit": chance.choice(POOLS["units"]) if has_address else "",
        "zip_code": _zip_code(place) if has_address else "",
        "place_description": "",
    }


def _zip_code(place: Neighborhood) -> str:
    """The one of which most homes are in this neighborhood; empty where none is known."""
    shares = ZipNeighborhood.objects.filter(neighborhood=place, share_percent__isnull=False)
    codes = shares.order_by("-share_percent", "pk").values_list("zip__code", flat=True)
    return codes.first() or ""


def _support(chance: random.Random, language: str, pool: dict[str, Any]) -> dict[str, Any]:
    requests = pool["accommodation_requests"] if chance.random() < 0.2 else [""]
    return {
        "reads": language,
        "speaks": chance.choice(pool["speaks"]),
        "speaks_other": "",
        "needs_interpreter": language != "en" and chance.random() < 0.7,
        "accommodation": _text(chance.choice(requests)),
        "needs_childcare": chance.random() < 0.2,
        "needs_transport": chance.random() < 0.25,
    }


def _question_answers(
    chance: random.Random, people: _Shuffled, language: str, pool: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """Answers to connection and the call's questions; the reason to join fits the story."""
    written = pool["answers"]
    story = people.next(f"stories {language}", written["connection-story"])
    fitting = [
        reason
        for reason in written["why-join"]
        if not reason["connection"] or set(reason["connection"]) & set(story["connection"])
    ]
    return {
        "connection": {
            "connection": story["connection"],
            "connection-story": story["text"] if chance.random() < 0.85 else "",
        },
        "questions": {
            "why-join": chance.choice(fitting)["text"],
            "what-should-change": chance.choice(written["what-should-change"])["text"],
            "working-with-others": _text(chance.choice([*written["working-with-others"], ""])),
            "availability": chance.sample(TIMES, chance.randrange(1, 4)),
            "can-attend": "yes" if chance.random() < 0.92 else "no",
        },
    }


def _about_you(chance: random.Random) -> dict[str, Any]:
    return {
        "age-band": _pick(chance, AGE_BANDS),
        "race-ethnicity": [_pick(chance, RACES)],
        "gender": _pick(chance, GENDERS),
        "disability": _pick(chance, YES_NO),
        "born-outside-us": _pick(chance, YES_NO),
    }


def _text(entry: dict[str, str] | str) -> str:
    return entry["text"] if isinstance(entry, dict) else entry
