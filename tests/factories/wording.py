"""Words that an office has checked."""

from collections.abc import Collection

from applications import wording_checks
from applications.actions.check_wording import record_check, waive_check
from applications.call_parts import whole_calls
from applications.enums import WordingArea
from applications.models import Call
from core.languages import Language


def check_all(
    call: Call, language: Language, areas: Collection[WordingArea] = tuple(WordingArea)
) -> None:
    """All that residents read in this language is checked."""
    rows = wording_checks.rows_with_words(whole_calls().get(pk=call.pk))
    texts = list(wording_checks.texts_of(rows, language))
    for area in areas:
        own = [text for text in texts if text.area == area]
        record_check(by=None, language=language, area=area, office="An office", texts=own)


def waive_all(call: Call) -> None:
    """The call may open in every language."""
    for language in wording_checks.TRANSLATED:
        waive_check(by=None, call=call, language=language, reason="It is a test.")
