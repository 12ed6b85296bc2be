"""The steps with the call's questions, and the last step."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.enums import NO_ANSWER, TEXT_KINDS, Part, QuestionKind, YesNo
from applications.form import queries
from applications.form.form_builder import question_field
from applications.form.forms.layout import Consent
from applications.form.forms.step_form import Hint, StepForm
from applications.models import Question


class QuestionsForm(StepForm):
    """The questions of one part of the call; field names are question keys."""

    part: ClassVar[Part]

    def build(self) -> None:
        for question in queries.questions_of(self.call, self.part):
            field = question_field(question)
            field.error_messages["required"] = self._required_message(question)
            self.fields[question.key] = field

    @staticmethod
    def _required_message(question: Question) -> str:
        if question.kind in TEXT_KINDS:
            return _("Write an answer. A few words are enough.")
        if question.kind == QuestionKind.SEVERAL_CHOICES:
            return _("Choose at least one answer.")
        return _("Choose one answer.")

    @classmethod
    def doubts_in(cls, answers: Mapping[str, Any]) -> list[str]:
        """Questions answered with "prefer not to say" and another choice."""
        return [
            f"both:{key}"
            for key, chosen in answers.items()
            if isinstance(chosen, list) and NO_ANSWER in chosen and len(chosen) > 1
        ]

    def hint_about(self, doubt: str) -> Hint:
        """Ask whether both are meant; both are saved."""
        field = self.fields[doubt.partition(":")[2]]
        # Translators: %(no_answer)s is the choice “Prefer not to say”.
        words = _("You chose “%(no_answer)s” and another answer as well. Are both right?")
        question = words % {"no_answer": dict(field.choices)[NO_ANSWER]}
        # Translators: below a question that ends: Are both right?
        advice = _("If not, change one of them.")
        yes = _("Yes, both are right")
        first = f"{doubt.partition(':')[2]}_0"
        return Hint(doubt, f"{field.label} {question}", advice, first, yes)


class ConnectionForm(QuestionsForm):
    """Your connection to mental health."""

    part = Part.CONNECTION


class CallQuestionsForm(QuestionsForm):
    """The call's own questions."""

    part = Part.CALL


class AboutYouForm(QuestionsForm):
    """The optional identity questions."""

    part = Part.ABOUT_YOU


class DeclarationForm(StepForm):
    """The last page: who helped, later calls, and consent, as separate questions."""

    has_trap = True
    groups = ("was_helped", "wants_later_calls", Consent("agrees"))

    was_helped = forms.TypedChoiceField(
        label=_("Did somebody help you fill in this form?"),
        choices=YesNo,
        coerce=lambda answer: answer == YesNo.YES,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    wants_later_calls = forms.BooleanField(
        # Translators: a box to tick. “You” is the City, “me” the resident.
        label=_("You may tell me when there is another group to apply for"),
        help_text=_(
            "This is optional and changes nothing for this application. We use your name and "
            "contact details for it only if you tick this box. You can change your mind at any "
            "time."
        ),
        required=False,
    )
    agrees = forms.BooleanField(
        label=_("I have read this and I agree"),
        # Translators: below the box “I have read this and I agree”.
        help_text=_("We need this to take your application."),
        error_messages={"required": _("Tick this box to send your application.")},
    )
