"""The staff pages about stipends: their addresses, and who may open them."""

from core.permissions import Role

_OF_PART = {
    "record": "pay",
    "clear": "cleared",
    "unclear": "not-cleared",
    "return": "back",
    "correct": "correct",
    "surface": "surfaced",
    "give-back": "given-back",
}

ARGUMENTS = {
    "increase-agree": "stipends/more/{increase}/agree/",
    "increase-drop": "stipends/more/{increase}/drop/",
    "agreement-detail": "stipends/{agreement}/",
    "agreement-divide": "stipends/{agreement}/divide/",
    "agreement-decline": "stipends/{agreement}/decline/",
    "reimbursement-add": "stipends/{agreement}/pay-back/",
    "reimbursement-begin": "stipends/seats/{seat}/pay-back/",
    "stipend-letter": "stipends/{agreement}/letter/",
    "stipend-void": "stipends/part/{part}/void/",
    "stipend-reopen": "stipends/part/{part}/open/",
    "payment-detail": "payments/{part}/",
    **{f"payment-{name}": f"payments/{{part}}/{end}/" for name, end in _OF_PART.items()},
    "payee-note": "payments/{part}/payee/",
    "payment-file-detail": "payments/files/{payment_file}/",
    "payment-file-drop": "payments/files/{payment_file}/drop/",
}
ONLY_POST = {
    "increase-agree",
    "increase-drop",
    "agreement-divide",
    "agreement-decline",
    "reimbursement-add",
    "stipend-void",
    "stipend-reopen",
    *(f"payment-{name}" for name in _OF_PART),
    "payee-note",
    "payment-file-drop",
    "payment-run",
    "threshold-note",
    "year-end-file",
}
LEAD_ON = {
    "reimbursement-begin",
    "stipend-letter",
    "stipends-approve",
    "payments-mark",
    "payees-open",
}
OPENS = {
    **dict.fromkeys(
        [
            "stipend-list",
            "stipends-approve",
            "stipend-letter",
            "stipend-void",
            "stipend-reopen",
            "increase-ask",
            "increase-agree",
            "increase-drop",
            "agreement-detail",
            "agreement-divide",
            "agreement-decline",
            "reimbursement-add",
            "reimbursement-begin",
        ],
        {Role.COORDINATOR},
    ),
    **dict.fromkeys(
        [
            "payment-list",
            "payment-detail",
            *(f"payment-{name}" for name in _OF_PART),
            "payments-mark",
            "payees-open",
            "payee-note",
            "payment-file-list",
            "payment-file-detail",
            "payment-file-drop",
            "payment-run",
            "year-end",
            "year-end-file",
            "threshold-note",
        ],
        {Role.FINANCE},
    ),
}
