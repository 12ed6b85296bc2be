"""The pages of files of applications, words and answers: their addresses, who may open them."""

from core.permissions import Role

ARGUMENTS = {
    "words-exchange": "words/?call={slug}&language=es",
    "handout-detail": "translations/files/{hand_out}/",
    **{
        f"handout-{it}": f"translations/files/{{hand_out}}/{of}/"
        for it, of in {
            "send": "file",
            "check": "back",
            "close": "deleted",
            "reopen": "mistake",
            "cancel": "cancel",
        }.items()
    },
    "import-detail": "imports/{imported}/",
    "import-match": "imports/{waiting_file}/columns/",
    "import-row": "imports/{waiting_file}/rows/3/",
    **{
        f"import-{it}": f"imports/{{waiting_file}}/{it}/"
        for it in ("sheet", "choices", "languages", "start", "drop", "undo")
    },
}
ONLY_POST = {
    "handout-cancel",
    "handout-close",
    "handout-reopen",
    *(f"import-{it}" for it in ("sheet", "choices", "languages", "start", "undo")),
}
LEAD_ON = {"words-check", "handout-check"}
FILES = {"words-send", "handout-send"}
OPENS = dict.fromkeys(
    [
        *(
            "import-list",
            "import-detail",
            "import-match",
            "import-row",
            "import-drop",
            *sorted(ONLY_POST),
        ),
        *("words-exchange", "words-send", "words-check"),
        *(f"handout-{it}" for it in ("list", "new", "detail", "send", "check")),
    ],
    {Role.COORDINATOR},
)
