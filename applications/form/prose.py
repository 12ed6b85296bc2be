"""Renders staff-written text as HTML: paragraphs, lists, headings, links and call buttons.

A blank line separates paragraphs; "- " or "1. " begins a list item, "## " a heading. A link is
"[words](address)". E-mail addresses, https addresses and phone numbers of ten digits become links
by themselves. A line with only a tel: or sms: link begins a large button; the lines below it are
its description. Everything else is escaped text.
"""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

PAGE, OUTSIDE = "page:", "https:"
KINDS = "https://…, mailto:…, tel:…, sms:…, or page:… for a page of this site"
RECEIVER = (
    "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2"
)
BALLOON = "M4 5h16v11H9l-5 4zM8 9h8M8 12h5"

_WRITTEN = r"\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^\s()\[\]]+)\)"
_LINK = re.compile(_WRITTEN)
_CALL = re.compile(rf"{_WRITTEN}\s*")
_LOOKS_WRITTEN = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\s*\((?P<target>[^()\n]*)\)|\]\(")
_IN_PATH = r"A-Za-z0-9/_~%=&#+*-"  # within a URL also .,:;!?@$, which may end the sentence after it
_LINK_OR_ADDRESS = re.compile(
    rf"{_WRITTEN}"
    rf"|(?P<web>https://[A-Za-z0-9.-]+[A-Za-z0-9](?:[/?#](?:[{_IN_PATH}.,:;!?@$]*[{_IN_PATH}])?)?)"
    r"|(?P<email>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})"
    r"|(?P<phone>(?<![\w+-])[2-9][0-9]{2}-[0-9]{3}-[0-9]{4}(?![\w-]))"
)
_OUTSIDE = re.compile(
    rf"https://(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}})"
    rf"(?:[/?#][{_IN_PATH}.,:;!?@$]*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_NUMBER = re.compile(r"\+?[0-9](?:[0-9-]{1,18}[0-9])")
_FIGURES = re.compile(r"[0-9]+(?:-[0-9]+)+")
_PAGE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ITEM = re.compile(r"(?P<sign>- |[0-9]{1,2}\. )(?P<text>.*)")
_NAMES_A_HOST = re.compile(r"[\w.-]*\w\.(?:com|edu|gov|info|io|net|org|us)\b", re.IGNORECASE)


def prose(body: str) -> SafeString:
    """A text as HTML; words that we add are in the reader's language."""
    blocks = re.split(r"\n{2,}", body.replace("\r", ""))
    return mark_safe("".join(_block(block) for block in blocks))


def pages_linked(body: str) -> set[str]:
    """The keys of the pages that a text links to."""
    targets = (match["target"] for match in _LINK.finditer(body))
    return {target.removeprefix(PAGE) for target in targets if target.startswith(PAGE)}


def link_errors(body: str) -> Iterator[str]:
    """Errors in its links, each with what to do about it."""
    for match in _LOOKS_WRITTEN.finditer(body):
        words, target = match["words"], match["target"]
        if not _LINK.fullmatch(match[0]):
            yield (
                f"“{match[0]}” is no link yet. Write it as [words](address), with no space in the "
                "address or between the brackets."
            )
        elif target.startswith("http:"):
            yield f"“{words}” must lead to an address that begins with https://."
        elif not _is_target(target):
            yield f"“{words}” leads to “{target}”. A link leads to {KINDS}."
        elif _poses_as_another(words, target):
            yield f"“{words}” looks like another address than the one it leads to. Change one."


def check_links(body: str) -> None:
    """A validator: refuses a text with a link that would not work."""
    if errors := list(link_errors(body)):
        raise ValidationError(errors)


# --- Blocks ---


def _block(block: str) -> str:
    """A heading, a call button, or a paragraph and/or list."""
    if block.startswith("## "):
        return format_html("<h2>{}</h2>", _inline(block.removeprefix("## ")))
    lines = [line for line in block.split("\n") if line.strip()]
    if lines and (call := _CALL.fullmatch(lines[0])) and _calls(call):
        return _call_button(call["words"], call["target"], lines[1:])
    items = [item for line in lines if (item := _ITEM.fullmatch(line))]
    text = [_inline(line) for line in lines if not _ITEM.fullmatch(line)]
    html = format_html("<p>{}</p>", mark_safe("<br>".join(text))) if text else ""
    return html + _list(items) if items else html


def _list(items: list[re.Match[str]]) -> SafeString:
    inside = format_html_join("", "<li>{}</li>", ((_inline(item["text"]),) for item in items))
    is_numbered = items[0]["sign"] != "- "
    return format_html("<ol>{}</ol>" if is_numbered else "<ul>{}</ul>", inside)


def _call_button(words: str, target: str, lines: list[str]) -> SafeString:
    """The whole button is one link, so its text has none."""
    return format_html(
        '<p class="call-button"><a href="{}"><svg class="icon" viewBox="0 0 24 24" '
        'aria-hidden="true" focusable="false"><path d="{}"/></svg>'
        "<span><b>{}</b> {}</span></a></p>",
        target,
        BALLOON if target.startswith("sms:") else RECEIVER,
        mark_safe(_FIGURES.sub(r'<bdi dir="ltr">\g<0></bdi>', escape(words))),
        mark_safe("<br>".join(map(escape, lines))),
    )


# --- Links ---


def _inline(line: str) -> SafeString:
    """A line, escaped, with its links and addresses as links."""
    html, end = [], 0
    for match in _LINK_OR_ADDRESS.finditer(line):
        if link := _link_for(match):
            html += [escape(line[end : match.start()]), link]
            end = match.end()
    return mark_safe("".join([*html, escape(line[end:])]))


def _link_for(match: re.Match[str]) -> SafeString | None:
    """The link for `match`; None if it only looks like one."""
    if target := match["target"]:
        return _link(target, match["words"]) if _is_sound(match) else None
    words = match[0]
    if match["web"]:
        target = words
    elif match["email"]:
        target = f"mailto:{words}"
    else:
        target = f"tel:+1{words.replace('-', '')}"
    isolated = format_html('<bdi dir="ltr">{}</bdi>', words)
    return _link(target, isolated) if _is_target(target) else None


def _link(target: str, words: str) -> SafeString:
    if target.startswith(PAGE):
        address = reverse("applications:page-detail", args=[target.removeprefix(PAGE)])
        return format_html('<a href="{}">{}</a>', address, words)
    if target.startswith(OUTSIDE):
        # Translators: read aloud after a link that leads to somebody else's website.
        leaves = _("(another website)")
        return format_html(
            '<a class="away" href="{}" rel="noopener noreferrer">{}'
            '<span class="hush"> {}</span></a>',
            target,
            words,
            leaves,
        )
    return format_html('<a href="{}">{}</a>', target, words)


def _is_target(target: str) -> bool:
    """Whether a link may have this target."""
    kind, _colon, rest = target.partition(":")
    if kind == "https":
        return bool(_OUTSIDE.fullmatch(target))  # no user, no port, no IP address
    if kind == "mailto":
        return bool(_EMAIL.fullmatch(rest))
    if kind in ("tel", "sms"):
        return bool(_NUMBER.fullmatch(rest))
    return kind == "page" and bool(_PAGE_KEY.fullmatch(rest))


def _is_sound(link: re.Match[str]) -> bool:
    words, target = link["words"], link["target"]
    return _is_target(target) and not _poses_as_another(words, target)


def _calls(link: re.Match[str]) -> bool:
    return link["target"].startswith(("tel:", "sms:")) and _is_sound(link)


def _poses_as_another(words: str, target: str) -> bool:
    """Whether the words name another host than the target's."""
    outside = _OUTSIDE.fullmatch(target)
    place = outside["host"] if outside else target.rpartition("@")[2]
    ours = f".{place}".lower()
    return any(not ours.endswith(f".{name.lower()}") for name in _NAMES_A_HOST.findall(words))
