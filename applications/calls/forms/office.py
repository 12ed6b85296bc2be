"""Who has checked a translation: a role or an office, on record for good, and never a person."""

import re

from django import forms

from applications.models import WordingCheck
from core.form_fields import LineField
from core.models import User

_WORD = re.compile(r"\w+")
LONGEST_OFFICE = 120
MOST_OFFERED = 20
SAY_WHO = f"Name the role or office that checked, in up to {LONGEST_OFFICE} characters."
NOT_A_PERSON = "This names a person. Say which role or office checked: it stays on record for good."
NOT_A_NAME = "For example “Language and Communications Access” or “certified translator”; no name."


def why_no_office(written: str) -> str:
    """Why this cannot be recorded as who has checked; "" if it can."""
    if not written or len(written) > LONGEST_OFFICE:
        return SAY_WHO
    return NOT_A_PERSON if "@" in written or _names_staff(written) else ""


def _names_staff(written: str) -> bool:
    """Whether somebody with an account is named; of one word, only if nothing else is there."""
    words = _words(written)
    names = map(_words, User.objects.values_list("name", flat=True))
    return any(name in words if " " in name.strip() else name == words for name in names)


def _words(written: str) -> str:
    """Its words alone, between spaces."""
    return f" {' '.join(_WORD.findall(written.casefold()))} "


def offices_before() -> list[str]:
    """Those that checked something before, to choose from."""
    found = WordingCheck.objects.order_by("office").values_list("office", flat=True)
    return list(found.distinct()[:MOST_OFFERED])


class OfficeField(LineField):
    """Asks for it, where nobody need have checked."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label="Checked by: role or office (optional)",
            max_length=LONGEST_OFFICE,
            widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
            **kwargs,
        )

    def validate(self, value: str) -> None:
        """The rules of every text field, and that it names no person."""
        super().validate(value)
        if value and (why := why_no_office(value)):
            raise forms.ValidationError(why)
