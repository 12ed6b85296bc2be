"""What speaks for or against an address being in the city: hints for a person who checks it.

A ZIP code decides nothing, and having no address is no reason to refuse.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from applications.enums import PlaceKind, Resident, ZipKind
from applications.models import Neighborhood, ZipCode

_MOST_NAMED = 2  # of a ZIP code's neighborhoods, those with the largest shares first


class Weight(StrEnum):
    """How much a sign asks for a closer look."""

    ODD = "odd"
    NOTE = "note"
    FITS = "fits"


@dataclass(frozen=True)
class Sign:
    """One hint in words."""

    words: str
    weight: Weight = Weight.ODD

    @property
    def icon(self) -> str:
        """The name of its sign."""
        return {Weight.ODD: "alert", Weight.NOTE: "info", Weight.FITS: "check"}[self.weight]


@dataclass(frozen=True)
class Home:
    """Where somebody lives, as they wrote it; `lives_in_city` is a Resident, or "" on paper."""

    lives_in_city: str
    street: str
    zip_code: str
    neighborhood: Neighborhood | None

    @property
    def has_no_fixed_place(self) -> bool:
        """Whether they said so."""
        place = self.neighborhood
        return place is not None and place.kind == PlaceKind.NO_FIXED_PLACE


@dataclass(frozen=True)
class Look:
    """What somebody says of living in the city, what their address says, and whether it is odd."""

    says: str
    signs: list[Sign]
    is_odd: bool


def zip_codes(written: Iterable[str]) -> dict[str, ZipCode]:
    """What we know of these ZIP codes, with the neighborhoods of each."""
    known = ZipCode.objects.filter(code__in=set(written))
    return {each.code: each for each in known.prefetch_related("neighborhoods__neighborhood")}


def look_at(home: Home, known: Mapping[str, ZipCode], city: str) -> Look:
    """What one checks: all that is odd, or the one sign that says that nothing is."""
    says = {
        Resident.YES: f"Says: lives in {city}.",
        Resident.NO: f"Says: does not live in {city}.",
        Resident.NOT_SURE: "Says: not sure.",
    }.get(home.lives_in_city, "Left empty on paper.")
    signs = _signs_of(home, known, city)
    if home.lives_in_city != Resident.YES:
        return Look("", [Sign(says), *signs], is_odd=True)
    is_odd = home.has_no_fixed_place or any(sign.weight == Weight.ODD for sign in signs)
    return Look(says, signs or [Sign("ZIP and neighborhood fit", Weight.FITS)], is_odd)


def _signs_of(home: Home, known: Mapping[str, ZipCode], city: str) -> list[Sign]:
    if home.has_no_fixed_place:
        return [Sign("Having no address is no reason to refuse", Weight.NOTE)]
    place = home.neighborhood
    return [
        *([] if home.street else [Sign("No street given")]),
        *([] if place else [Sign("No neighborhood given")]),
        *_of_zip(home, known.get(home.zip_code), city),
    ]


def _of_zip(home: Home, known: ZipCode | None, city: str) -> list[Sign]:
    written = home.zip_code
    if not written:
        return [Sign("No ZIP given", Weight.NOTE)] if home.street else []
    if known and known.kind == ZipKind.RESIDENTIAL:
        covered = [share.neighborhood for share in known.neighborhoods.all()]
        return _of_neighborhood(written, covered, home.neighborhood)
    return [Sign(odd_zip(written, known, city))]


def odd_zip(written: str, known: ZipCode | None, city: str) -> str:
    """What is odd about a ZIP code by itself; "" for one of homes in the city."""
    if known is None:
        return f"{written} is no ZIP of {city} that we know"
    return {
        ZipKind.RESIDENTIAL: "",
        ZipKind.ELSEWHERE: f"Most homes with {written} are in {known.town}",
        ZipKind.PARTLY: f"Only a part of {written} is in {city}",
        ZipKind.MAIL: f"{written} is for PO boxes or businesses",
    }[ZipKind(known.kind)]


def _of_neighborhood(
    written: str, covered: Sequence[Neighborhood], place: Neighborhood | None
) -> list[Sign]:
    if not covered or place is None or place.kind != PlaceKind.PLACE or place in covered:
        return []
    names = " or ".join(each.name for each in covered[:_MOST_NAMED])
    return [Sign(f"Most homes with {written} are in {names}")]
