"""Which language a staff-written text is really in: the reader's, or English where it has none."""

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from core.languages import ENGLISH, display_language


def is_in_english(row: Model, field: str) -> bool:
    """Whether a reader of another language gets this text in English."""
    code = display_language(get_language()).code
    if code == ENGLISH.code:
        return False
    own = getattr(row, build_localized_fieldname(field, code))
    return not own and bool(getattr(row, field))


def has_gaps(row: Model) -> bool:
    """Whether any text of this row is in English only, for a reader of another language."""
    fields = translator.get_options_for_model(type(row)).get_field_names()
    return any(is_in_english(row, field) for field in fields)


def in_english(text: str) -> SafeString:
    """A text marked as English, so that it is read aloud and runs as English."""
    return format_html('<span lang="en" dir="ltr">{}</span>', text)


def said(row: Model, field: str) -> str:
    """One line of text, marked where it is not in the reader's language; safe in a template."""
    text = getattr(row, field)
    return in_english(text) if is_in_english(row, field) else text
