"""The pages of files of applications: their addresses, and who may open them."""

from core.permissions import Role

ARGUMENTS = {
    "import-detail": "imports/{imported}/",
    "import-match": "imports/{waiting_file}/columns/",
    **{
        f"import-{it}": f"imports/{{waiting_file}}/{it}/"
        for it in ("sheet", "choices", "start", "drop", "undo")
    },
}
ONLY_POST = {f"import-{it}" for it in ("sheet", "choices", "start", "drop", "undo")}
OPENS = dict.fromkeys(
    ["import-list", "import-detail", "import-match", *sorted(ONLY_POST)], {Role.COORDINATOR}
)
