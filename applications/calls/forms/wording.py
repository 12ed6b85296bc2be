"""Form fields and validation for staff-written text with links."""

from django.core.exceptions import ValidationError

from applications.form.prose import check_links, pages_linked
from applications.models import Page
from applications.models.site_text import HOME
from core.row_form import Words

MARKS = (
    "A blank line begins a new paragraph. “- ” or “1. ” begins a list item, “## ” a heading. "
    "A link: [words](https://…), [words](page:privacy) for a page of this site. E-mail addresses "
    "and phone numbers (617-555-0100) become links by themselves."
)
BUTTONS = (
    " A line with only [Call 988](tel:988) or [Text 988](sms:988) becomes a large button, with the "
    "lines below it."
)


def long_words(label: str, *, rows: int, hint: str = MARKS, required: bool = True) -> Words:
    """A text of several paragraphs."""
    return Words(label, help=hint, rows=rows, required=required, check=check_prose)


def check_prose(body: str) -> None:
    """A validator: refuses links that do not work."""
    check_links(body)
    known = Page.objects.exclude(key=HOME).filter(key__in=pages_linked(body))
    for key in sorted(pages_linked(body) - set(known.values_list("key", flat=True))):
        raise ValidationError(
            f"There is no page “{key}”. Site text lists the pages and their addresses."
        )
