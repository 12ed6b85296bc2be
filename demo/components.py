"""The components of pages, as the design page lists them: use, markup, behavior."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Component:
    """One component; its texts are English, for developers. `write` is code, in parts.

    Behavior: `phone` at 360 pixels, `paper` in print, `forced` in forced colors. No component moves
    by itself, and the few transitions are off with reduced motion.
    """

    name: str
    use: str
    write: tuple[str, ...]
    phone: str
    paper: str
    forced: str


@dataclass(frozen=True)
class Group:
    """Components shown together, rendered by one template in templates/demo/."""

    key: str
    title: str
    components: tuple[Component, ...]

    @property
    def template(self) -> str:
        """The template that renders its samples."""
        return f"demo/_{self.key}.html"


ACTIONS = (
    Component(
        "Main button",
        "The one thing this page is for: one to a page, at its end.",
        (".actions > .button", ".button-large"),
        "52 px high; below 384 px as wide as the column",
        "not printed",
        "keeps its edge",
    ),
    Component(
        "Quiet button",
        "Everything else that does something.",
        (".button.button-quiet",),
        "as the main button",
        "not printed",
        "keeps its edge",
    ),
    Component(
        "Plain button",
        "A way out that must not compete, such as “finish later”. It sends, so it is no link.",
        (".later > .button-plain",),
        "44 px high",
        "not printed",
        "underlined",
    ),
    Component(
        "Call button",
        "A number to call or text at once. Staff write it: [Call 988](tel:988) alone on a line.",
        (".call-button > a", "applications/form/prose.py"),
        "84 px high; as wide as the column",
        "the words, in a box",
        "keeps its edge",
    ),
    Component(
        "Link",
        "Goes somewhere and changes nothing. Alone on a line it stands in a list of links.",
        ("a", ".links", "applications/form/_back.html"),
        "44 px high in a list; wraps",
        "in the color of the text",
        "LinkText, underlined",
    ),
)
FORMS = (
    Component(
        "Field",
        "Every question. Label, hint, error, control, in this order; optional ones say so.",
        ("{% crispy form %}", "civic/field.html", "core/form_fields.py"),
        "as wide as the column; 52 px high",
        "as on screen; the paper form has fields of its own",
        "keeps its edge",
    ),
    Component(
        "Question",
        "Fields that ask one question together, under one legend.",
        ("Question(…) in the form’s layout",),
        "same",
        "same",
        "same",
    ),
    Component(
        "Error summary",
        "After a wrong answer: first on the page, takes the focus, links to each control.",
        ("civic/errors.html",),
        "same",
        "printed",
        "keeps its edge",
    ),
)
NOTICES = (
    Component(
        "Callout",
        "Something to know before going on. The warning one: something is not done yet.",
        (".callout", ".callout-warn"),
        "same",
        "edge and words",
        "edge and words",
    ),
    Component(
        "Site notice",
        "What staff say for some days, with the first of them: below the text, never on the form.",
        (".notices > .notice", "applications/form/_notices.html"),
        "same",
        "not printed",
        "an edge beside it",
    ),
    Component(
        "Message",
        "The staff site’s answer to what was just done. Sign and words.",
        ("messages.success(request, …)", ".message-success", ".message-warning", ".message-error"),
        "wraps",
        "not printed",
        "edge and sign",
    ),
    Component(
        "Note",
        "A remark within a staff page.",
        (".note",),
        "wraps",
        "printed",
        "edge and sign",
    ),
)
PROGRESS = (
    Component(
        "Progress",
        "Which step of how many. The words count; the bar is hidden from screen readers.",
        ("applications/form/_progress.html",),
        "same",
        "words only",
        "Highlight fills what is done",
    ),
    Component(
        "Timeline",
        "What happens one after the other, and when. Done, now, and to come.",
        ("ol.timeline", ".is-done", ".is-now", "applications/form/_timeline.html"),
        "same",
        "each line kept whole",
        "Highlight fills what is done",
    ),
    Component(
        "State",
        "Where a call stands, on a public page.",
        ("applications/form/_call_state.html",),
        "same",
        "edge and word",
        "edge and word",
    ),
    Component(
        "Pill",
        "Where a row stands, on a staff page: a sign and a word.",
        ("{% pill … %}", "core/pills.py", "admin/_signs.html"),
        "never breaks",
        "edge and word",
        "edge, sign and word",
    ),
    Component(
        "Meter",
        "A share beside its figure. An SVG: pages have no inline style.",
        ("svg.meter > rect.track + rect.fill",),
        "shrinks to 96 px",
        "printed",
        "CanvasText on Canvas",
    ),
)
CONTENT = (
    Component(
        "Facts",
        "A few figures that decide: stipend, seats, days.",
        ("applications/form/_call_facts.html", ".facts", ".fact-wide", ".fact-more"),
        "two columns, or one",
        "printed",
        "same",
    ),
    Component(
        "Card",
        "One of several things to choose from.",
        ("applications/form/_call_card.html", ".card"),
        "same",
        "printed",
        "keeps its edge",
    ),
    Component(
        "Panel",
        "A quiet box beside the text. Two stand in a pair.",
        (".panel", ".pair"),
        "a pair stacks",
        "printed",
        "keeps its edge",
    ),
    Component(
        "Ticket",
        "What to keep: reference, code, when it came in.",
        (".ticket", ".ticket-late", "applications/form/_code.html"),
        "the reference shrinks to fit",
        "kept whole on a sheet",
        "keeps its edge",
    ),
    Component(
        "Answers",
        "What somebody wrote, each in its own direction.",
        ("applications/form/_answers.html",),
        "question above answer",
        "an answer is kept whole; “Change” is left out",
        "lines stay",
    ),
    Component(
        "Empty",
        "A list without rows: what will stand here, and when. Never a bare “no results”.",
        (".empty",),
        "same",
        "printed",
        "keeps its edge",
    ),
)
TABLES = (
    Component(
        "Table",
        "Rows to compare, on staff pages and public results. Figures end-aligned.",
        (".scroll[role=region][tabindex=0] > table", "td.end", "td.spare", "caption.hush"),
        "scrolls within its frame; .spare columns go",
        "whole, without its frame’s scrolling",
        "lines stay",
    ),
)

GROUPS = (
    Group("actions", "Buttons and links", ACTIONS),
    Group("forms", "Forms", FORMS),
    Group("notices", "Notices and messages", NOTICES),
    Group("progress", "Progress and states", PROGRESS),
    Group("content", "Content", CONTENT),
    Group("tables", "Tables", TABLES),
)
