"""`{% both "forms" %}…{% endboth %}`: the same component in light and in dark, side by side."""

import re

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

register = template.Library()

THEMES = ("light", "dark")
OWN_ID = re.compile(r'\sid="([^"]+)"')
NAMING = re.compile(r'(\s(?:id|for|href|aria-labelledby|aria-describedby)=")([^"]+)(")')
# A page has one of these, and takes the focus for it; a sample does not.
TAKES_FOCUS = re.compile(r"\s(?:autofocus|data-error-summary)(?=[\s>])")


class Both(template.Node):
    """Draws what is inside once, and shows it twice, each time under ids of its own."""

    def __init__(self, name: FilterExpression, inside: NodeList) -> None:
        self.name = name
        self.inside = inside

    def render(self, context: template.Context) -> str:
        drawn = TAKES_FOCUS.sub("", self.inside.render(context))
        name = self.name.resolve(context)
        panes = "".join(_pane(drawn, name, theme) for theme in THEMES)
        return f'<div class="design-both">{panes}</div>'


@register.tag
def both(parser: Parser, token: Token) -> Both:
    """Needs a name that the page uses once."""
    _tag, name = token.split_contents()
    inside = parser.parse(("endboth",))
    parser.delete_first_token()
    return Both(parser.compile_filter(name), inside)


def _pane(drawn: str, name: str, theme: str) -> str:
    caption = f"{name}-{theme}"
    return (
        f'<div class="design-pane" data-theme="{theme}">'
        f'<p class="design-theme" id="{caption}" lang="en" dir="ltr">{theme.capitalize()}</p>'
        f"{own_ids(drawn, caption)}</div>"
    )


def own_ids(drawn: str, caption: str) -> str:
    """`drawn` with its ids ending in `caption`, and regions named after it too.

    What points to something outside of `drawn`, such as a sign, is left as it is.
    """
    inside = set(OWN_ID.findall(drawn))

    def renamed(found: re.Match[str]) -> str:
        before, names, after = found.groups()
        ids = [_ending(each, inside, caption) for each in names.split(" ")]
        if "labelledby" in before:
            ids.append(caption)
        return before + " ".join(ids) + after

    return NAMING.sub(renamed, drawn)


def _ending(name: str, inside: set[str], caption: str) -> str:
    return f"{name}-{caption}" if name.removeprefix("#") in inside else name
