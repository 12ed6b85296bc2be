"""Actions in the words of the work: what somebody did, as history says it after their name."""

from django.utils.text import capfirst

from applications.models import Application
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

# By the function's name; where none stands here, that name itself says it.
_DID = {
    "abstain_from_review": "Abstained from a review",
    "accept": "Accepted an invitation",
    "accept_offer": "Accepted a seat",
    "add_account": "Made an account",
    "add_attribute": "Added something to balance people by",
    "add_criterion": "Added a criterion",
    "add_item": "Added to a call",
    "add_phase": "Added a review phase",
    "add_row": "Added a text",
    "add_scan": "Added a scan of the paper",
    "adopt_rubric_version": "Put new criteria in force",
    "approve_stipend": "Approved a stipend",
    "approve_target": "Approved a sensitive target",
    "approve_translation": "Checked a translation",
    "approved": "Approved a stipend",
    "ask_for_rubric_version": "Asked for new criteria",
    "ask_for_target": "Asked to use a sensitive attribute for targets",
    "ask_reserves": "Asked the reserves",
    "ask_to_talk": "Asked to talk about a seat first",
    "assign_review": "Assigned a reviewer",
    "assign_reviews": "Assigned a reviewer to several",
    "bring_up_to_date": "Brought a draft up to date",
    "call_again": "Put a call off",
    "cancel_erasure": "Called an erasure off",
    "carry_out_erasure": "Erased a person",
    "change_details": "Changed contact, home or language",
    "change_roles": "Changed somebody’s roles",
    "change_rows": "Changed a call or a text",
    "check_paper": "Compared the paper with what was typed",
    "check_residencies": "Checked residency, on the list",
    "check_residency": "Checked residency",
    "choose_languages": "Said which languages they read",
    "claim_translation": "Took an answer to translate",
    "clear_draft": "Deleted a draft",
    "clear_practice": "Cleared practice",
    "confirm_availability": "Said they are still available",
    "copy_call": "Copied a call",
    "correct_typing": "Corrected a typing error",
    "date_back_offer": "Dated an offer back",
    "date_back_seats": "Dated seats back",
    "deactivate_account": "Closed an account",
    "decide_by_hand": "Decided by hand",
    "decide_late": "Decided whether a late paper counts",
    "decline_offer": "Declined a seat",
    "decline_target": "Said no to a sensitive target",
    "draft_release": "Drafted a release",
    "draft_replacement": "Drafted who takes a free seat",
    "drop_release": "Dropped a draft",
    "enter_paper": "Typed in a paper",
    "enter_practice": "Typed in a practice paper",
    "erase_again": "Erased again after a restore",
    "expire_drafts": "Deleted drafts whose time was over",
    "extend_deadline": "Extended a deadline",
    "extend_offer": "Gave more time to answer",
    "find_duplicates": "Found applications that look alike",
    "fix_ranking_rule": "Fixed what ranks applications",
    "invite": "Invited somebody",
    "keep_apart": "Marked two people to be kept apart",
    "lapse_offers": "Ended offers nobody answered",
    "leave_seat": "Noted that somebody left",
    "lift_apart": "Let two people sit together again",
    "lift_hold": "Lifted a legal hold",
    "lift_lock": "Took a lock off",
    "load_call": "Loaded a call",
    "load_geography": "Loaded the city’s neighborhoods",
    "load_site_text": "Loaded the site’s texts",
    "log_contact": "Noted a contact",
    "log_contacts": "Noted a contact with several",
    "make_offers": "Offered seats",
    "mark_duplicates": "Compared two applications",
    "mark_language": "Corrected an answer’s language",
    "move": "Moved people on the board",
    "move_item": "Moved a question or section",
    "name_source": "Named the draw that will be the lot",
    "note_attendance": "Noted who was at a meeting",
    "note_call": "Noted a call about a seat",
    "note_visit": "Looked at the board",
    "open_call": "Published a call",
    "open_review": "Began to read",
    "paid": "Marked a stipend paid",
    "pay_stipend": "Marked a stipend paid",
    "place_hold": "Placed a legal hold",
    "plan_call": "Planned a call",
    "propose_release": "Handed a release over",
    "publish_call": "Published a call",
    "put_proposal": "Put a proposal on the board",
    "put_saved": "Put a saved panel on the board",
    "reactivate_account": "Opened an account again",
    "record_answer": "Recorded an answer about a seat",
    "record_check": "Noted who checked a text",
    "recuse_review": "Stepped back from a review",
    "redact_answer": "Blanked words for reviewers",
    "reissue_code": "Gave out a new private code",
    "release_decisions": "Released decisions",
    "release_translation": "Gave an answer back untranslated",
    "remind_drafts": "Reminded people of their drafts",
    "remind_of_offers": "Reminded of offers",
    "remove_check": "Took back the check of a text",
    "remove_item": "Removed a question or section",
    "remove_page": "Removed a scanned page",
    "remove_second_step": "Removed somebody’s second step",
    "reopen_review": "Reopened a review",
    "request_erasure": "Asked to erase a person",
    "save_panel": "Saved the panel on the board",
    "save_review": "Saved scores",
    "save_step": "Filled in a step",
    "save_targets": "Set targets",
    "save_translation": "Saved a translation",
    "send_again": "Sent an invitation again",
    "send_back_translation": "Sent a translation back",
    "send_draft_link": "Asked for a link to a draft",
    "send_lost_links": "Asked for a new link",
    "send_password_link": "Sent a link for a new password",
    "send_release_back": "Sent a release back",
    "set_lock": "Locked somebody in or out",
    "set_meeting": "Set a meeting",
    "set_office": "Changed the office’s address",
    "set_password": "Set a new password",
    "skip_review": "Put off a review",
    "start_correction": "Began a correction",
    "start_draft": "Began a draft",
    "submit": "Sent the application",
    "submit_again": "Sent the application again",
    "submit_review": "Submitted a review",
    "submit_translation": "Handed a translation in",
    "take_back": "Took an invitation back",
    "take_back_offer": "Took an offer back",
    "type_lot": "Typed in the lot",
    "undo_move": "Undid a move on the board",
    "unpublish_call": "Took a call off the site",
    "use_attribute": "Changed what people are balanced by",
    "use_attributes": "Changed what people are balanced by",
    "vacate_withdrawn": "Freed the seats of who withdrew",
    "verify_residencies": "Noted of several that they live in the city",
    "waive_check": "Decided to go without a check of a text",
    "withdraw_application": "Withdrew the application",
    "withdraw_for_applicant": "Withdrew for the applicant",
}


def action_in_words(action: str) -> str:
    """ "selection.actions.panels.save_panel" → "Saved the panel on the board"."""
    name = action.rpartition(".")[2]
    return _DID.get(name) or capfirst(name.replace("_", " "))


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
