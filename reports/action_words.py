"""Actions in the words of the work: what somebody did, as history says it after their name."""

from django.utils.text import capfirst

from applications.models import Application
from reports.action_names import DID
from reports.history import Event

_THE_APPLICANT, _THE_SITE = "The applicant", "The site"
OUTSIDE = "Outside any action"
SUBMIT = "applications.form.actions.submit"
_ANSWER = "selection.offers.actions.answer"
CORRECTED = "Corrected the application"

# Without an account: residents at the public form; all else that has no person is the worker's.
_BY_APPLICANTS = {
    SUBMIT,
    f"{SUBMIT}.submit_again",
    *(f"{_ANSWER}.{name}" for name in ("accept_offer", "ask_to_talk", "decline_offer")),
    *(
        f"applications.form.actions.{name}"
        for name in (
            "change_details.change_details",
            "correct.start_correction",
            "drafts.clear_draft",
            "drafts.keep_step_unvalidated",
            "drafts.save_step",
            "drafts.start_draft",
            "links.send_draft_link",
            "links.send_lost_links",
            "withdraw.confirm_availability",
            "withdraw.withdraw_application",
        )
    ),
}


def action_in_words(action: str) -> str:
    """ "selection.actions.panels.save_panel" → "Saved the panel on the board"."""
    name = action.rpartition(".")[2]
    return DID.get(name) or capfirst(name.replace("_", " "))


def action_of(events: list[Event]) -> str:
    """What the events of one action to one root come to."""
    action = events[0].action
    if action == SUBMIT and not any(_is_new_application(event) for event in events):
        return CORRECTED
    return action_in_words(action) or OUTSIDE


def actor(action: str) -> str:
    """Who did it where no member of staff did."""
    return _THE_APPLICANT if action in _BY_APPLICANTS else _THE_SITE


def _is_new_application(event: Event) -> bool:
    return event.part.model is Application and event.label == "insert"
