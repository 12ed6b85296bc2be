"""A state has one word and one color, and templates take both from it."""

import pytest
from django.conf import settings
from django.template import Context, Template

from applications.enums import CallState, ResidencyStatus
from core.pills import Icon, Pill, Tone

TEMPLATES = settings.BASE_DIR / "templates"
CSS = settings.BASE_DIR / "static" / "css" / "components.css"


def _render(tag: str, **context: object) -> str:
    return Template("{% load pills %}" + tag).render(Context(context))


def test_state_brings_its_word_color_and_sign():
    assert _render("{% pill state %}", state=CallState.CLOSING_SOON) == (
        '<span class="pill pill-warn"><svg class="icon" aria-hidden="true">'
        '<use href="#wait"/></svg>Closing soon</span>'
    )


def test_page_may_have_another_word_for_a_state_in_the_same_color():
    shown = _render('{% pill state words="Away" %}', state=ResidencyStatus.NOT_A_RESIDENT)
    assert "pill-alert" in shown
    assert ">Away<" in shown


def test_remark_is_escaped():
    shown = _render('{% pill remark tone="info" %}', remark="<b>")
    assert shown == '<span class="pill pill-info">&lt;b&gt;</span>'


def test_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="purple"):
        _render('{% pill "Late" tone="purple" %}')


def test_every_tone_and_sign_is_drawn():
    rules, signs = CSS.read_text(), (TEMPLATES / "admin" / "_signs.html").read_text()
    for tone in set(Tone) - {Tone.PLAIN}:
        assert f".pill-{tone} " in rules
    for icon in set(Icon) - {Icon.NONE}:
        assert f'<symbol id="{icon}"' in signs


def test_no_template_writes_a_pill_by_hand():
    by_hand = [each.name for each in TEMPLATES.rglob("*.html") if 'class="pill' in each.read_text()]
    assert by_hand == []
    assert 'class="pill' in Pill("Late").__html__()
