"""Record that an office has checked words in a language, or that a call opens without."""

from collections.abc import Iterable

from django.db import transaction

from applications.enums import WordingArea
from applications.form import site_cache
from applications.form.wording_checks import Text
from applications.models import Call, WordingCheck, WordingWaiver
from core.actions import action
from core.languages import Language
from core.models import User


@action
def record_check(
    *, by: User, language: Language, area: WordingArea, office: str, texts: Iterable[Text]
) -> WordingCheck:
    """`office`, a role and not a person, has checked these texts as they stand."""
    transaction.on_commit(site_cache.clear)
    return WordingCheck.objects.create(
        language=language.code,
        area=area,
        office=office,
        digests=sorted({text.digest for text in texts}),
        by=by,
    )


@action
def remove_check(*, by: User, check: WordingCheck) -> None:
    """It was recorded by mistake; the history keeps it."""
    transaction.on_commit(site_cache.clear)
    check.delete()


@action
def waive_check(*, by: User, call: Call, language: Language, reason: str) -> WordingWaiver:
    """`call` may open although its words in this language are not all checked; once is enough."""
    waiver, _is_new = WordingWaiver.objects.get_or_create(
        call=call, language=language.code, defaults={"reason": reason, "by": by}
    )
    return waiver
