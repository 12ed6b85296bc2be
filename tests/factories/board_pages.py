"""The pages of choosing: their addresses, and who may open them, as staff_pages has them."""

from core.permissions import Role
from tests.factories import letter_pages

OFFER_PRESSES = ("record", "call", "extend", "take-back", "payee")
ARGUMENTS = {
    **letter_pages.ARGUMENTS,
    "attribute-ask": "board/attributes/{sensitive}/ask/",
    "panel-brief": "board/panels/{panel}/briefing/",
    "release-make": "decisions/panel/{panel}/",
    "release-detail": "decisions/{release}/",
    "decision-edit": "decisions/{draft}/of/{reference}/",
    **{
        f"release-{name}": f"decisions/{{release}}/{end}/"
        for name, end in {
            "propose": "hand-over",
            "day": "day",
            "refresh": "refresh",
            "drop": "drop",
            "again": "again",
            "send-back": "send-back",
            "let-go": "release",
        }.items()
    },
    "offer-edit": "offers/{offer}/",
    **{f"offer-{it}": f"offers/{{offer}}/{it}/" for it in OFFER_PRESSES},
    "payee-correct": "offers/{offer}/payee/correct/",
    "offer-letter": "offers/{ended_offer}/letter/",
    "offer-told": "offers/{ended_offer}/told/",
    "seat-leave": "seats/{seat}/leave/",
    "member-english": "members/{seat}/english/",
    "meeting-detail": "meetings/{meeting}/",
    **{f"meeting-{it}": f"meetings/{{meeting}}/{it}/" for it in ("change", "cancel", "sheet")},
    **{
        f"run-{name}": f"board/proposals/{{proposal}}/{end}"
        for name, end in {
            "detail": "",
            "cancel": "cancel/",
            "check": "check/",
            "pack": "pack/",
            "relax": "cannot/",
        }.items()
    },
}
MEETINGS = {f"meeting-{it}" for it in ("list", "detail", "change", "cancel", "sheet")}
ON_THE_BOARD = {f"board-{it}" for it in ("move", "undo", "put", "lock", "unlock")}
PRESSED = {f"release-{it}" for it in ("propose", "day", "refresh", "drop", "send-back", "let-go")}
OFFERED = {f"offer-{it}" for it in (*OFFER_PRESSES, "told")}
ONLY_POST = (
    letter_pages.ONLY_POST
    | {"release-add", "release-again", *PRESSED} - {"release-drop"}
    | {"round-ask", "payee-correct", *OFFERED} - {"offer-payee", "offer-take-back"}
    | {"run-ask", "run-cancel", "run-check", "run-pack"}
    | ON_THE_BOARD
)
LEAD_ON: set[str] = set()
OPENS = {
    **letter_pages.OPENS,
    "board-detail": {Role.COORDINATOR},
    "board-state": {Role.COORDINATOR},
    "move-list": {Role.COORDINATOR},
    **dict.fromkeys(ON_THE_BOARD, {Role.COORDINATOR}),
    "release-list": {Role.COORDINATOR},
    "unanswered-list": {Role.COORDINATOR},
    **{f"release-{it}": {Role.COORDINATOR} for it in ("add", "make", "detail", "again")},
    **dict.fromkeys(PRESSED, {Role.COORDINATOR}),
    "decision-edit": {Role.COORDINATOR},
    **{f"panel-{it}": {Role.COORDINATOR} for it in ("list", "save", "compare", "brief")},
    **{f"offer-{it}": {Role.COORDINATOR} for it in ("list", "edit", "letter")},
    **dict.fromkeys(OFFERED, {Role.COORDINATOR}),
    **{f"seat-{it}": {Role.COORDINATOR} for it in ("list", "leave", "replace")},
    "round-ask": {Role.COORDINATOR},
    "payee-correct": {Role.COORDINATOR},
    **{f"member-{it}": {Role.COORDINATOR} for it in ("list", "english")},
    **dict.fromkeys(MEETINGS, {Role.COORDINATOR}),
    "lot-detail": {Role.COORDINATOR},
    **{f"target-{it}": {Role.COORDINATOR} for it in ("list", "edit")},
    **{f"attribute-{it}": {Role.COORDINATOR} for it in ("list", "ask")},
    "attribute-approve": {Role.EQUITY_OFFICER},
    **{f"run-{it}": {Role.COORDINATOR} for it in ("ask", "cancel", "state", "relax")},
    **{f"run-{it}": {Role.COORDINATOR, Role.AUDITOR} for it in ("detail", "check", "pack")},
    "run-list": {Role.AUDITOR},
}
