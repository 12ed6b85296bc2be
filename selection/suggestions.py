"""Targets as the population suggests them: a group's share of adults, times the seats."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format

from applications.form.queries import clusters, neighborhoods
from selection.board import Seats
from selection.enums import AttributeSource

WHOLE = 100
ROUNDED = "rounded down and up"  # how the words end that say where suggested figures are from
Shares = Mapping[AttributeSource, Mapping[str, Fraction]]  # percent of the city's adults


@dataclass(frozen=True)
class Suggestion:
    """The fewest and most members of a group, and where these figures are from."""

    minimum: int
    maximum: int
    source: str


def shares_of_places() -> Shares:
    """Of each group of neighborhoods, and of each neighborhood that is counted by itself."""
    adults = {place.slug: place.adults_2020 for place in neighborhoods() if place.adults_2020}
    everybody = sum(adults.values())
    return {
        AttributeSource.CLUSTER: {
            cluster.slug: Fraction(cluster.adult_share_percent) for cluster in clusters()
        },
        AttributeSource.NEIGHBORHOOD: {
            slug: Fraction(count * WHOLE, everybody) for slug, count in adults.items()
        },
    }


def suggested(
    shares: Shares, source: str, values: Sequence[str], seats: Seats, *, is_negated: bool = False
) -> Suggestion | None:
    """None for what is no place, and for places that the Census does not count by themselves."""
    known = shares.get(AttributeSource(source), {})
    if not values or not all(value in known for value in values):
        return None
    share = sum((known[value] for value in values), Fraction(0))
    share = WHOLE - share if is_negated else share
    least, most = share * seats.least / WHOLE, share * seats.most / WHOLE
    words = f"{_tenths(share)}% of the city’s adults, 2020 Census: {_tenths(most)} of {seats.most}"
    if seats.least != seats.most:
        words += f", {_tenths(least)} of {seats.least}"
    return Suggestion(math.floor(least), math.ceil(most), f"{words} seats, {ROUNDED}")


def _tenths(number: Fraction) -> str:
    return number_format(round(float(number), 1), 1)
