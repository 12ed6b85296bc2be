"""The steps whose questions are rows, and the last one."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import queries
from applications.enums import Kind, Part
from applications.form_builder import question_field
from applications.forms.step_form import StepForm


class QuestionsForm(StepForm):
    """The questions of one part of the call; each field is named by its question's key."""

    part: ClassVar[Part]

    def build(self) -> None:
        for question in queries.questions_of(self.call, self.part):
            field = question_field(question)
            if question.kind in (Kind.LONG_TEXT, Kind.SHORT_TEXT):
                field.missing = _("Write an answer. A few words are enough.")
            elif question.kind == Kind.SEVERAL_CHOICES:
                field.missing = _("Choose at least one answer.")
            else:
                field.missing = _("Choose one answer.")
            self.fields[question.key] = field


class ConnectionForm(QuestionsForm):
    """Your connection to mental health."""

    part = Part.CONNECTION


class CallQuestionsForm(QuestionsForm):
    """The call's own questions."""

    part = Part.CALL


class AboutYouForm(QuestionsForm):
    """The optional identity questions."""

    part = Part.ABOUT_YOU
    hide_optional = True


class DeclarationForm(StepForm):
    """The last page: who helped, and consent."""

    hide_optional = True
    has_trap = True

    was_helped = forms.BooleanField(label=_("Somebody helped me fill in this form"), required=False)
    agrees = forms.BooleanField(
        label=_("I have read this and I agree"),
        error_messages={"required": _("Tick this box to send your application.")},
    )
