"""Words that an office has checked."""

from collections.abc import Collection

from django.contrib.auth.hashers import make_password

from applications.calls.actions.check_wording import record_check, waive_check
from applications.enums import WordingArea
from applications.form import wording_checks
from applications.form.call_items import whole_calls
from applications.models import Call, WordingCheck
from core.accounts import add_account
from core.languages import Language
from core.models import User
from core.permissions import Role


def check_all(
    call: Call, language: Language, areas: Collection[WordingArea] = tuple(WordingArea)
) -> list[WordingCheck]:
    """All that residents read in this language is checked, or these areas of it."""
    rows = wording_checks.rows_with_words(whole_calls().get(pk=call.pk))
    texts = list(wording_checks.texts_of(rows, language))
    return [
        record_check(
            by=_coordinator(),
            language=language,
            area=area,
            office="An office",
            texts=[text for text in texts if text.area == area],
        )
        for area in areas
    ]


def waive_all(call: Call) -> None:
    """The call may open in every language."""
    for language in wording_checks.TRANSLATED:
        waive_check(by=_coordinator(), call=call, language=language, reason="It is a test.")


def _coordinator() -> User:
    found = User.objects.filter(groups__name=Role.COORDINATOR).order_by("pk").first()
    return found or add_account(
        by=None,
        email="checks@example.org",
        name="Who Records",
        roles=[Role.COORDINATOR],
        password_hash=make_password(None),
    )
