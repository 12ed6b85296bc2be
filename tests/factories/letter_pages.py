"""The pages of letters: their addresses, and who may open them, as staff_pages has them."""

from core.permissions import Role

_TEXT = "letters/texts/reserve/es/"
ARGUMENTS = {
    "letter-queue": "letters/{queue}/",
    "letter-read": "letters/{queue}/{letter_text}/",
    "untold-call": "letters/untold/{decision}/",
    "letter-resend": "letters/untold/{decision}/again/",
    "letter-text-edit": _TEXT,
    "letter-text-check": f"{_TEXT}check/",
    "letter-text-preview": f"{_TEXT}preview/",
}
ONLY_POST = {"letter-resend", "letter-text-check"}
OPENS = {
    **{
        f"letter-{it}": {Role.COORDINATOR}
        for it in ("list", "queue", "read", "print", "sheet", "labels", "resend")
    },
    **{f"letter-text-{it}": {Role.COORDINATOR} for it in ("list", "edit", "check", "preview")},
    **{f"untold-{it}": {Role.COORDINATOR} for it in ("list", "call")},
}
