"""The design page, for developers; only the demo has it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from demo import components, sample_form, tokens


def design_detail(request: HttpRequest) -> HttpResponse:
    """Tokens and components, rendered by the site's own templates in the reader's language."""
    css = tokens.sheet()
    context = {
        "colors": tokens.colors(css),
        "steps": tokens.lengths(css, "step-"),
        "spaces": tokens.lengths(css, "space-"),
        "component_groups": components.GROUPS,
        **sample_form.context(),
    }
    return render(request, "demo/design_detail.html", context)
