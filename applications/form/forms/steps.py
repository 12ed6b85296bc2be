"""The steps in order. The web form has one per page, the clerk's form all on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.form.forms.eligibility import EligibilityForm
from applications.form.forms.home import HomeForm
from applications.form.forms.person import ContactForm, SupportForm
from applications.form.forms.questions import (
    AboutYouForm,
    CallQuestionsForm,
    ConnectionForm,
    DeclarationForm,
)
from applications.form.forms.step_form import StepForm
from applications.models.draft import DECLARATION


@dataclass(frozen=True)
class Step:
    """One step: its slug, number, title and form."""

    slug: str
    number: int
    title: Promise
    form: type[StepForm]
    intro: Promise | str = ""
    note: Promise | str = ""


_CRISIS = _(
    "Share only what you are comfortable with. If this is hard right now, you can call or text "
    "988 at any time, day or night. It is free."
)

STEPS = (
    Step("eligibility", 1, _("Can you apply?"), EligibilityForm),
    Step(
        "contact",
        2,
        _("Your name and how to reach you"),
        ContactForm,
    ),
    Step(
        "home",
        3,
        _("Where you live"),
        HomeForm,
        intro=_("We want members from all over the city. You do not need a fixed address."),
    ),
    Step("support", 4, _("Language and support"), SupportForm),
    Step(
        "connection",
        5,
        _("Your connection to mental health"),
        ConnectionForm,
        intro=_("City staff and reviewers read these answers. Reviewers do not see your name."),
        note=_CRISIS,
    ),
    Step(
        "questions",
        6,
        _("Questions about the group"),
        CallQuestionsForm,
        intro=_("There are no right or wrong answers. Plain words are best."),
    ),
    # Translators: the name of the step with questions on age, gender and so on
    Step("about-you", 7, _("About you"), AboutYouForm),
)
LAST = Step(DECLARATION, len(STEPS) + 1, _("Check your answers and send"), DeclarationForm)
BY_SLUG = {step.slug: step for step in STEPS}
FIRST = STEPS[0]
TOTAL = LAST.number


def step_after(step: Step) -> Step | None:
    """The next step; None before the check page."""
    return STEPS[step.number] if step.number < len(STEPS) else None


def step_before(step: Step) -> Step | None:
    """The previous step; None for the first."""
    return STEPS[step.number - 2] if step.number > 1 else None


def unfinished(answers: Mapping[str, Mapping[str, Any]]) -> list[Step]:
    """The steps without valid answers."""
    return [step for step in STEPS if step.slug not in answers]
