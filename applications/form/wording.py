"""Staff-written text in the reader's language, or marked as English if it is not translated."""

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from core.languages import ENGLISH, display_language


def is_in_english(row: Model, field: str) -> bool:
    """Whether this text is shown in English for lack of a translation."""
    code = display_language(get_language()).code
    if code == ENGLISH.code:
        return False
    own = getattr(row, build_localized_fieldname(field, code))
    return not own and bool(getattr(row, field))


def is_partly_english(row: Model) -> bool:
    """Whether some text of this row is missing in the reader's language."""
    fields = translator.get_options_for_model(type(row)).get_field_names()
    return any(is_in_english(row, field) for field in fields)


def in_english(text: str) -> SafeString:
    """A text marked as English, for screen readers and direction."""
    return format_html('<span lang="en" dir="ltr">{}</span>', text)


def localized(row: Model, field: str) -> str:
    """A line of text, marked as English if it is not translated; safe in templates."""
    text = getattr(row, field)
    return in_english(text) if is_in_english(row, field) else text
