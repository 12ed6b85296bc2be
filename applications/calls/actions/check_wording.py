"""Record checks of translated wording, and waivers for calls that open without one."""

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
    """Record that `office`, a role and not a person, has checked these texts."""
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
    """Delete a check recorded by mistake; the history keeps it."""
    transaction.on_commit(site_cache.clear)
    check.delete()


@action
def waive_check(*, by: User, call: Call, language: Language, reason: str) -> WordingWaiver:
    """Let `call` open although some of its texts in this language are unchecked."""
    waiver, _is_new = WordingWaiver.objects.get_or_create(
        call=call, language=language.code, defaults={"reason": reason, "by": by}
    )
    return waiver
