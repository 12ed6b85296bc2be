"""What changed, as the history shows it: a page has hundreds of fields, so no template draws them.

{% differences change.differences change.did %}
"""

from collections.abc import Sequence

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from applications.templatetags.references import with_references
from reports.history_words import Difference

register = template.Library()

_CHANGED = (
    '<del dir="auto">{}</del> <span aria-hidden="true">→</span><span class="hush">to</span>'
    ' <ins dir="auto">{}</ins>'
)


@register.simple_tag(takes_context=True)
def differences(context: Context, found: Sequence[Difference], did: str) -> SafeString:
    """Each field before and after, with each language of a text folded away."""
    rows = (
        (each.field, _words(context, each, did), _in_each_language(context, each, did))
        for each in found
    )
    drawn = format_html_join("\n", "<div><dt>{}</dt><dd>{}{}</dd></div>", rows)
    return format_html("<dl>{}</dl>", drawn)


def _words(context: Context, difference: Difference, did: str) -> SafeString:
    """Of a row that is new or gone, what it had."""
    before, after = difference.before, difference.after
    if did == "changed":
        return format_html(
            _CHANGED, with_references(context, before), with_references(context, after)
        )
    if did == "removed":
        return format_html('<del dir="auto">{}</del>', with_references(context, before))
    return format_html("<bdi>{}</bdi>", with_references(context, after))


def _in_each_language(context: Context, difference: Difference, did: str) -> SafeString | str:
    if not difference.languages:
        return ""
    drawn = differences(context, difference.languages, did)
    return format_html("<details><summary>In each language</summary>{}</details>", drawn)
