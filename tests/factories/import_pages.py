"""The pages of files of applications and of words: their addresses, and who may open them."""

from core.permissions import Role

ARGUMENTS = {
    "words-exchange": "words/?call={slug}&language=es",
    "import-detail": "imports/{imported}/",
    "import-match": "imports/{waiting_file}/columns/",
    **{
        f"import-{it}": f"imports/{{waiting_file}}/{it}/"
        for it in ("sheet", "choices", "start", "drop", "undo")
    },
}
ONLY_POST = {f"import-{it}" for it in ("sheet", "choices", "start", "drop", "undo")}
OPENS = dict.fromkeys(
    [
        *("import-list", "import-detail", "import-match", *sorted(ONLY_POST)),
        *("words-exchange", "words-send", "words-check"),
    ],
    {Role.COORDINATOR},
)
