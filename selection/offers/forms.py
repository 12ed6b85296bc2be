"""Forms about offers: the applicant's, and those of staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.enums import ContactMethod
from core.form_fields import DayField, LineField
from core.form_layout import CrispyForm
from core.staff_forms import NoteForm, SeenForm, StaffForm
from core.tax_numbers import SafeLineField, SafeTextField
from selection.enums import Caution, PayBy
from selection.offers.replacing import Candidate

NAME_LENGTH = 128
WAYS_TO_PAY = [(PayBy.MAIL, "A check by mail"), (PayBy.PICK_UP, "A check that they pick up")]
_CHOOSE = ("", "Choose one")


class AcceptForm(CrispyForm):
    """Whom to pay, and how; only asked of somebody who accepts the stipend."""

    hide_optional = True

    legal_name = SafeLineField(
        label=_("Your legal name"),
        help_text=_("As it stands on your papers, in any script. The City needs it to pay you."),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Enter your legal name.")},
        words=_("Enter your legal name."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    pay_by = forms.ChoiceField(
        label=_("How should we pay you?"),
        choices=PayBy,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we should pay you.")},
    )


class RecordForm(StaffForm):
    """What somebody answered who called, wrote or came."""

    ACCEPT, WITHOUT, DECLINE, TALK = "accept", "accept-without", "decline", "talk"

    answer = forms.ChoiceField(
        label="What they answered",
        choices=[
            _CHOOSE,
            (ACCEPT, "They accept the seat and the stipend"),
            (WITHOUT, "They accept the seat without the stipend"),
            (DECLINE, "They decline"),
            (TALK, "They want to talk with somebody first"),
        ],
    )
    legal_name = SafeLineField(
        label="Legal name (if they accept the stipend)",
        help_text="As on their papers, in any script.",
        required=False,
        max_length=NAME_LENGTH,
    )
    pay_by = forms.ChoiceField(
        label="How to pay them (if they accept the stipend)",
        choices=[_CHOOSE, *WAYS_TO_PAY],
        required=False,
    )
    way = forms.ChoiceField(label="How they told us", choices=[_CHOOSE, *ContactMethod.choices])
    note = SafeTextField(
        label="What was said",
        help_text="Only what a colleague needs next. Nothing about health or family.",
        max_length=280,
        rows=2,
        error_messages={"required": "Say in a few words what was said."},
    )
    was_told = forms.BooleanField(
        label="I read the notice about money and benefits to them", required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") != self.ACCEPT:
            return cleaned
        for name, words in (
            ("legal_name", "Ask for the legal name."),
            ("pay_by", "Ask how to pay them."),
            ("was_told", "Read the notice to them first, and tick this."),
        ):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, forms.ValidationError(words, code="required"))
        return cleaned


class CallForm(NoteForm):
    """Somebody tried to call: what came of it, and when to try again."""

    field_order = ("outcome", "call_on", "note")

    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[
            _CHOOSE,
            ("no_answer", "Nobody answered"),
            ("left_message", "We left a message"),
            ("spoke", "We spoke; no answer yet"),
        ],
    )
    call_on = DayField(label="Try again on (optional)", required=False)


class ExtendForm(StaffForm):
    """More time to answer; `seen` is the last day that was shown."""

    seen = DayField(widget=forms.HiddenInput)
    reply_by = DayField(label="New last day to answer")
    reason = LineField(label="Why", max_length=200, error_messages={"required": "Say why."})


class SureForm(StaffForm):
    """Something that cannot be undone: `sure` says what, beside a box to tick."""

    def __init__(self, *args: Any, sure: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "Tick this once you have read what follows from it."
        self.fields["is_sure"] = forms.BooleanField(label=sure, error_messages={"required": words})


class TakeBackForm(SureForm):
    """Why an offer is taken back."""

    reason = LineField(
        label="Why",
        help_text="It stands in the history for good.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class PayeeCorrectForm(StaffForm, SeenForm):
    """Whom to pay and how, as it should be. It shows all of it: nobody overwrites another."""

    follows = False

    legal_name = SafeLineField(
        label="Legal name",
        help_text="As on their papers, in any script.",
        max_length=NAME_LENGTH,
        error_messages={"required": "Ask for the legal name."},
    )
    pay_by = forms.ChoiceField(label="How to pay them", choices=WAYS_TO_PAY)
    reason = SafeLineField(
        label="Why",
        help_text="It stands in the history for good: say what was wrong, and no name.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class LeaveForm(SureForm):
    """Somebody leaves the group: the last day on which they sat, and why."""

    last_day = DayField(label="Last day in the group", initial=timezone.localdate)
    reason = LineField(
        label="Why",
        help_text="Name nobody, and no illness. It stands in the history for good.",
        max_length=200,
        error_messages={"required": "Say why."},
    )


class RoundForm(StaffForm):
    """Asks the reserves; the day by which they should answer."""

    answer_by = DayField(label="Answer by")


class ReplaceForm(StaffForm):
    """Who becomes a member in the place of somebody who left, and why."""

    application = forms.ChoiceField(label="Who takes the seat")
    reason = LineField(
        label="Why them",
        help_text="It stands with the decision, and the second person reads it.",
        max_length=200,
        error_messages={"required": "Say why."},
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        cautions: Mapping[int, Sequence[Caution]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {each.application.reference: each for each in candidates}
        self.fields["application"].choices = [
            _CHOOSE,
            *(
                (reference, _in_list(each, cautions.get(each.application.pk, ())))
                for reference, each in self.candidates.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen, reason = cleaned.get("application"), cleaned.get("reason")
        about = [name for name, each in self.candidates.items() if each.sentence == reason]
        if about and chosen and chosen not in about:
            words = f"This says why {about[0]}. Say why {chosen} comes before them."
            self.add_error("reason", forms.ValidationError(words, code="reason_of_another"))
        return cleaned


def _in_list(candidate: Candidate, cautions: Sequence[Caution]) -> str:
    """Who it is, and what is still open about them: it is read before they are chosen."""
    still_open = ", ".join(each.label for each in cautions)
    return f"{candidate.in_list}; to look at: {still_open}" if cautions else candidate.in_list
