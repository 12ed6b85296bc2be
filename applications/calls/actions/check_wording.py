"""Record checks of translated wording, and waivers for calls that open without one."""

from collections.abc import Iterable

from django.db import connection, transaction

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
    """Record that `office`, a role and not a person, has checked these texts.

    May be repeated: of what it has on record already nothing is recorded again.
    """
    transaction.on_commit(site_cache.clear)
    with connection.cursor() as cursor:  # a second press waits for the first one's record
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('wording_check'))")
    theirs = WordingCheck.objects.filter(language=language.code, area=area, office=office)
    on_record = {digest: check for check in theirs for digest in check.digests}
    digests = {text.digest for text in texts}
    if digests and digests <= on_record.keys():
        return on_record[min(digests)]
    return WordingCheck.objects.create(
        language=language.code,
        area=area,
        office=office,
        digests=sorted(digests - on_record.keys()),
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
