"""The languages that a test of each page goes through: three in each run, all under prove."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet

from core.languages import ENGLISH, Language

# Letters with accents, from right to left, and none of the Latin ones.
IN_EACH_RUN = {"es", "ar", "zh-hant"}


def each(among: Iterable[Language]) -> list[ParameterSet]:
    """All of them as parameters; the rest of those that stand in IN_EACH_RUN under prove."""
    return [
        pytest.param(
            language,
            id=language.code,
            marks=() if language.code in IN_EACH_RUN | {ENGLISH.code} else pytest.mark.prove,
        )
        for language in among
    ]
