"""Save what a translator sent back, and who checked it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import pghistory

from applications.calls.actions.change_rows import change_rows
from applications.calls.actions.check_wording import record_check
from applications.enums import WordingArea
from applications.form.wording_checks import Text, texts_in
from applications.words.texts import Scope
from core.actions import Refused, action
from core.languages import Language
from core.models import User
from core.row_versions import Change

NOTHING = "There is nothing to save or to record in this file."


@action
def bring_words_back(
    *,
    by: User,
    scope: Scope,
    language: Language,
    changes: Sequence[Change],
    pairs: Collection[tuple[str, str]] = (),
    office: str = "",
    files: Collection[str] = (),
) -> None:
    """Store all of it or nothing, as if it was typed on the page that edits these words.

    The history keeps from which downloaded `files` it came: each may be brought back corrected.
    `office`, a role and not a person, has checked `pairs` of English and translation.
    """
    if not changes and not (office and pairs):
        raise Refused(NOTHING, "nothing_to_save")
    with pghistory.context(files=sorted(files)):
        change_rows(by=by, changes=changes)
    if not office:
        return
    for row in scope.rows:
        row.refresh_from_db()
    standing = texts_in(scope.rows, language)
    checked = [text for text in standing if (text.english, text.translation) in pairs]
    record_checks(by=by, language=language, office=office, texts=checked)


@action
def record_checks(*, by: User, language: Language, office: str, texts: Iterable[Text]) -> None:
    """`office`, a role and not a person, has checked these texts of any area."""
    by_area: dict[WordingArea, list[Text]] = defaultdict(list)
    for text in texts:
        by_area[text.area].append(text)
    for area, found in by_area.items():
        record_check(by=by, language=language, area=area, office=office, texts=found)
