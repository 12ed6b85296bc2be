"""How crispy-forms renders our forms, and several fields that ask one question together."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django.forms import Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString


class Question(LayoutObject):
    """Fields of one question. Without a legend, the first field's label asks it."""

    template = "civic/layout/question.html"

    def __init__(self, legend: str | Promise, *fields: str, hint: str | Promise = "") -> None:
        self.legend, self.hint, self.fields = legend, hint, list(fields)

    def names_in(self, form: Form) -> list[str]:
        """The fields of this question that the form has."""
        return [name for name in self.fields if name in form.fields]

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """The fields below their legend; on paper entry with the question's number."""
        names = self.names_in(form)
        return render_to_string(
            self.template,
            {
                "question": self,
                "number": getattr(form[names[0]], "number", None),
                "fields": [form[name] for name in names],
            },
        )


class CrispyForm(Form):
    """Rendered inside a page's own form tag, which has the token; the page has the summary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
