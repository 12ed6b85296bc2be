"""The tables of docs/design-system.md from the code; run as a program, this rewrites them."""

from demo import components, tokens
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "design-system.md"
ALL = [component for group in components.GROUPS for component in group.components]


def token_table() -> list[str]:
    """One line for each color."""
    head = ["| token | for | light | lowest contrast | dark | lowest contrast |"]
    return [*head, "|---|---|---|---|---|---|", *map(_token_row, tokens.colors(tokens.sheet()))]


def component_table() -> list[str]:
    """One line for each component: what it is for, and what to write."""
    rows = [
        f"| {each.name} | {each.use} | {' '.join(f'`{code}`' for code in each.write)} |"
        for each in ALL
    ]
    return ["| component | use it for | write |", "|---|---|---|", *rows]


def behavior_table() -> list[str]:
    """One line for each component: on a phone, on paper, in forced colors."""
    rows = [f"| {each.name} | {each.phone} | {each.paper} | {each.forced} |" for each in ALL]
    return ["| component | at 360 px | in print | in forced colors |", "|---|---|---|---|", *rows]


def _token_row(color: tokens.Color) -> str:
    light, dark = _lowest(color.in_light), _lowest(color.in_dark)
    return (
        f"| `--{color.name}` | {color.purpose} | `{color.light}` | {light} "
        f"| `{color.dark}` | {dark} |"
    )


def _lowest(found: tokens.Contrast | None) -> str:
    return f"{found.ratio:.1f} on {found.on}" if found else "–"


def redrawn(text: str) -> str:
    """`text` with each table as it should be; a table is found by its first line."""
    for table in (token_table(), component_table(), behavior_table()):
        before, found, after = text.partition(table[0] + "\n")
        assert found, f"no table begins with {table[0]}"
        rest = after.splitlines(keepends=True)
        while rest and rest[0].startswith("|"):
            del rest[0]
        text = before + "".join(f"{row}\n" for row in table) + "".join(rest)
    return text


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
