"""Numbers of Social Security and of the tax office: no box of money and no action keeps one."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError

from core.actions import Refused
from core.form_fields import LineField, TextField

WORDS = "This looks like a Social Security or tax number. It must not be kept here."
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
# With dashes, with spaces, or without; with other digits around it is something else.
_WRITTEN = re.compile(r"(?<!\d)(\d{3}([- .]?)\d{2}\2\d{4}|\d{2}[- ]?\d{7})(?!\d)")
_IN_GROUPS = re.compile(r"(?<!\d)(\d{3}([- .])\d{2}\2\d{4}|\d{2}-\d{7})(?!\d)")


def holds_tax_number(text: str, *, in_groups: bool = False) -> bool:
    """Whether something in it is written like one; `in_groups`: with what keeps its parts apart."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return (_IN_GROUPS if in_groups else _WRITTEN).search(plain) is not None


def refuse_tax_number(text: str, *, field: str) -> None:
    """Refused, for an action."""
    if holds_tax_number(text):
        raise Refused(WORDS, "tax_number", field=field)


class _WithoutTaxNumber:
    """Refuses it in a form; `words` says so on a page of applicants."""

    def __init__(self, *, words: Any = WORDS, **kwargs: Any) -> None:
        self.words = words
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        """The rules of every text field, and this one."""
        super().validate(value)
        if holds_tax_number(value):
            raise ValidationError(self.words, code="tax_number")


class SafeLineField(_WithoutTaxNumber, LineField):
    """One line of text without such a number."""


class SafeTextField(_WithoutTaxNumber, TextField):
    """Several lines of text without such a number."""
