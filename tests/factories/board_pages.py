"""The pages of choosing: their addresses, and who may open them, as staff_pages has them."""

from core.permissions import Role

ARGUMENTS = {
    "attribute-ask": "board/attributes/{sensitive}/ask/",
    "panel-brief": "board/panels/{panel}/briefing/",
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
ON_THE_BOARD = {f"board-{it}" for it in ("move", "undo", "put", "lock", "unlock", "forward")}
ONLY_POST = {"run-ask", "run-cancel", "run-check", "run-pack"} | ON_THE_BOARD
LEAD_ON: set[str] = set()
OPENS = {
    "board-detail": {Role.COORDINATOR},
    "board-state": {Role.COORDINATOR},
    "move-list": {Role.COORDINATOR},
    **dict.fromkeys(ON_THE_BOARD, {Role.COORDINATOR}),
    "decision-release": {Role.COORDINATOR},
    **{f"panel-{it}": {Role.COORDINATOR} for it in ("list", "save", "compare", "brief")},
    "lot-detail": {Role.COORDINATOR},
    **{f"target-{it}": {Role.COORDINATOR} for it in ("list", "edit")},
    **{f"attribute-{it}": {Role.COORDINATOR} for it in ("list", "ask")},
    "attribute-approve": {Role.EQUITY_OFFICER},
    **{f"run-{it}": {Role.COORDINATOR} for it in ("ask", "cancel", "state", "relax")},
    **{f"run-{it}": {Role.COORDINATOR, Role.AUDITOR} for it in ("detail", "check", "pack")},
    "run-list": {Role.AUDITOR},
}
