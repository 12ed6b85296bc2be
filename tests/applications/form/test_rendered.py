"""A form rendered once and filled in later equals the form that Django renders with the answers."""

from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django.forms import CharField
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.form import site_cache
from applications.form.forms.rendered import rendered
from applications.form.forms.steps import BY_SLUG, STEPS
from tests.factories.applications import ANSWERS

HOSTILE = """"><script>alert(1)</script>' value="x" checked \\1 {{ 7 }} &amp; ⟦x⟧"""


class Controls(HTMLParser):
    """Everything a browser would take from the page: tags, attributes, texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # An empty value is no value.
        self.seen.append((tag, sorted((k, v or "") for k, v in attrs if (k, v) != ("value", ""))))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.seen.append(("text", " ".join(data.split())))


def same(call, step: str, answers: dict) -> None:
    ordinary = render_crispy_form(BY_SLUG[step].form(call=call, initial=answers))
    assert (
        Controls(rendered(call, BY_SLUG[step].form).filled(answers)).seen == Controls(ordinary).seen
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar", "zh-hant"])
def test_drawn_form_is_the_ordinary_one(call, language) -> None:
    with translation.override(language):
        for step in STEPS:
            same(site_cache.published(call.slug), step.slug, {})
            same(site_cache.published(call.slug), step.slug, ANSWERS[step.slug])


@pytest.mark.django_db
def test_drawn_form_escapes_what_people_wrote(call) -> None:
    for step in ("contact", "questions"):
        fields = rendered(call, BY_SLUG[step].form).fields
        hostile = {name: HOSTILE for name, field in fields.items() if not hasattr(field, "choices")}
        filled = rendered(call, BY_SLUG[step].form).filled(hostile)
        assert "<script>" not in filled
        typed = {name: HOSTILE for name, field in fields.items() if isinstance(field, CharField)}
        same(call, step, typed)


@pytest.mark.django_db
def test_drawn_form_of_one_reader_holds_nothing_of_another(call) -> None:
    rendered(call, BY_SLUG["contact"].form).filled(
        {"full_name": "Wideline Jean-Baptiste", "may_text": True}
    )
    other = rendered(call, BY_SLUG["contact"].form).filled({})
    assert "Wideline" not in other
    assert " checked" not in other


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_drawn_form_shows_any_text_as_typed(call, text) -> None:
    same(call, "contact", {"full_name": text.strip(), "post_address": text.strip()})
