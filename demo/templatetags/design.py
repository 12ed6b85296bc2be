"""`{% both "forms" %}…{% endboth %}`: the same component in light and in dark, side by side."""

import re

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

register = template.Library()

THEMES = ("light", "dark")
OWN_ID = re.compile(r'\sid="([^"]+)"')
NAMING = re.compile(r'(\s(?:id|for|href|aria-labelledby|aria-describedby)=")([^"]+)(")')
# Attributes that take the focus on a real page, and must not on a sample.
TAKES_FOCUS = re.compile(r"\s(?:autofocus|data-error-summary)(?=[\s>])")


class Both(template.Node):
    """Renders its content once and shows it twice, with different ids."""

    def __init__(self, name: FilterExpression, inside: NodeList) -> None:
        self.name = name
        self.inside = inside

    def render(self, context: template.Context) -> str:
        rendered = TAKES_FOCUS.sub("", self.inside.render(context))
        name = self.name.resolve(context)
        panes = "".join(_pane(rendered, name, theme) for theme in THEMES)
        return f'<div class="design-both">{panes}</div>'


@register.tag
def both(parser: Parser, token: Token) -> Both:
    """The tag; its name must be unique on the page."""
    _tag, name = token.split_contents()
    inside = parser.parse(("endboth",))
    parser.delete_first_token()
    return Both(parser.compile_filter(name), inside)


def _pane(html: str, name: str, theme: str) -> str:
    caption = f"{name}-{theme}"
    return (
        f'<div class="design-pane" data-theme="{theme}">'
        f'<p class="design-theme" id="{caption}" lang="en" dir="ltr">{theme.capitalize()}</p>'
        f"{own_ids(html, caption)}</div>"
    )


def own_ids(html: str, caption: str) -> str:
    """The HTML with `caption` appended to its ids, and regions also labelled by it.

    References to ids outside of it, such as an icon's, stay as they are.
    """
    inside = set(OWN_ID.findall(html))

    def renamed(found: re.Match[str]) -> str:
        before, names, after = found.groups()
        ids = [_ending(each, inside, caption) for each in names.split(" ")]
        if "labelledby" in before:
            ids.append(caption)
        return before + " ".join(ids) + after

    return NAMING.sub(renamed, html)


def _ending(name: str, inside: set[str], caption: str) -> str:
    return f"{name}-{caption}" if name.removeprefix("#") in inside else name
