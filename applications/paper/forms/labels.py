"""What the clerk's screen calls the fields: the number finds the question on the paper."""

from collections.abc import Mapping

from django import forms

from applications.form.forms.step_form import StepForm
from applications.models import Call

AGREES = "Tick this box if the paper has it ticked or is signed."
READS = "Choose the language in which we write to them."
BOTH = (
    "“Left empty on the paper” is ticked, but there is an answer. "
    "Take the tick away, or empty the answer."
)

# Where the web form speaks to the applicant.
LACKS: Mapping[str, str] = {
    "lives_in_city": "Choose what the paper says.",
    "chosen_name": "Enter what to call them.",
    "email": "Enter one way to reach them: email, phone, mail, pick-up or a person.",
}

# By step; the call's own questions keep their words.
SHORT: Mapping[str, Mapping[str, str]] = {
    "eligibility": {
        "lives_in_city": "Lives in {call.city}",
        "is_of_age": "Is {call.minimum_age} or older",
        "works_for_city": "Has a City job",
    },
    "contact": {
        "chosen_name": "Name to use",
        "full_name": "Full name",
        "email": "Email",
        "phone": "Phone",
        "may_text": "May text",
        "may_leave_voicemail": "May leave a voicemail",
        "post_address": "Mailing address",
        "wants_plain_envelope": "Plain envelope",
        "wants_pick_up": "Picks up letters",
        "trusted_contact": "Person to contact",
        "preferred_way": "Try first",
    },
    "home": {
        "neighborhood": "Neighborhood",
        "street": "Street and number",
        "unit": "Apartment",
        "zip_code": "ZIP code",
        "place_description": "Without an address",
    },
    "support": {
        "reads": "Write in",
        "speaks": "Speaks",
        "speaks_other": "Other language",
        "needs_interpreter": "Interpreter",
        "needs_childcare": "Childcare",
        "needs_transport": "Getting there",
        "accommodation": "Disability or health",
    },
    "declaration": {
        "was_helped": "Somebody helped",
        "wants_later_calls": "Tell them of later groups",
        "agrees": "Has read it and agrees",
    },
}


def ask_language(support: StepForm) -> None:
    """A clerk chooses the language that we write in: the paper may have any of them ticked."""
    reads = support.fields["reads"]
    reads.choices = [("", "Choose one"), *reads.choices]
    reads.error_messages["required"] = READS


def shorten(form: StepForm, call: Call) -> None:
    """Give a step's fields their short labels."""
    for name, label in SHORT.get(form.prefix, {}).items():
        if name in form.fields:
            form.fields[name].label = label.format(call=call)


def tell_clerk(form: StepForm) -> None:
    """Say to the clerk, not to the applicant, what is lacking."""
    for name, found in form.errors.as_data().items():
        for error in found:
            if error.code == "required" and name in LACKS:
                error.message = LACKS[name]


def labels_of(form: StepForm) -> dict[str, str]:
    """What the paper calls the fields, translated now into the active language."""
    return {name: str(field.label) for name, field in form.fields.items()}


def choices_of(field: forms.Field) -> dict[str, str]:
    """The choices, translated now into the active language."""
    return {key: str(each) for key, each in getattr(field, "choices", ())}


def add_choices(field: forms.Field, choices: dict[str, str]) -> None:
    """Add the choices in the paper's language where they differ."""
    if choices:
        field.choices = [
            (key, own if choices[key] == own else f"{own} · {choices[key]}")
            for key, own in choices_of(field).items()
        ]
