"""Forms for the office, notices and pages."""

from typing import Any, ClassVar

from applications.calls.forms.wording import BUTTONS, MARKS, long_words
from applications.models import Notice, Office, Page
from applications.models.site_text import HOME
from core.form_fields import DayField, LineField
from core.row_form import RowForm, Words


class OfficeForm(RowForm):
    """The city, the office and its contact details."""

    wording: ClassVar = {
        "city": Words("City", help="In words, such as “City of Boston”."),
        "name": Words("Office", help="Such as “Health and Human Services”."),
    }

    phone = LineField(label="Phone number", max_length=40, required=False)

    class Meta:
        model = Office
        fields = ("phone", "email")
        labels = {"email": "E-mail address"}


class NoticeForm(RowForm):
    """A notice's text and days."""

    wording: ClassVar = {
        "title": Words("Heading"),
        "body": long_words("Text", rows=5),
    }

    class Meta:
        model = Notice
        fields = ("starts_on", "ends_on")
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        help_texts = {"ends_on": "Leave it empty to show the notice until somebody sets a day."}
        field_classes = dict.fromkeys(("starts_on", "ends_on"), DayField)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day comes before the first.")
        return cleaned


class PageForm(RowForm):
    """A page's text, call and place in the list."""

    wording: ClassVar = {
        "title": Words("Title"),
        "body": long_words("Text", rows=16, hint=MARKS + BUTTONS),
    }

    class Meta:
        model = Page
        fields = ("call", "order")
        labels = {"call": "Belongs to", "order": "Place in the list"}
        help_texts = {"order": "Smaller numbers come first."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.key == HOME:
            self.leave_out("call", because="The home page belongs to no call.")
        elif "call" in self.fields:
            self.fields["call"].empty_label = "The whole site"


class NewNoticeForm(NoticeForm):
    """A new notice, with its key."""

    class Meta(NoticeForm.Meta):
        fields = ("key", "starts_on", "ends_on")
        labels = NoticeForm.Meta.labels | {"key": "Short name"}
        help_texts = NoticeForm.Meta.help_texts | {
            "key": "Small letters, digits and dashes. Residents do not see it."
        }


class NewPageForm(PageForm):
    """A new page, with its key."""

    class Meta(PageForm.Meta):
        fields = ("key", "call", "order")
        labels = PageForm.Meta.labels | {"key": "Address"}
        help_texts = PageForm.Meta.help_texts | {
            "key": "The last part of its web address: small letters, digits and dashes."
        }
