"""One summary says what is wrong on a page, with a link to each control."""

from django import forms
from django.conf import settings
from django.template.loader import render_to_string

TEMPLATES = settings.BASE_DIR / "templates"
LONG = "Why? " * 40


class _Form(forms.Form):
    reason = forms.CharField(label=LONG)
    version = forms.CharField(widget=forms.HiddenInput)


def _summary(**context: object) -> str:
    return " ".join(render_to_string("civic/errors.html", context).split())


def test_every_problem_of_every_form_is_listed_once():
    one, other = _Form({}, prefix="one"), _Form({}, prefix="other")
    shown = _summary(form=one, forms=[other], has_errors=True)
    assert shown.count("<h2") == 1
    assert shown.count('href="#id_one-reason"') == shown.count('href="#id_other-reason"') == 1
    assert LONG.strip() in shown
    assert shown.count("This field is required.") == 4, "hidden fields, too, without a link"


def test_page_with_many_questions_shortens_them():
    assert LONG.strip() not in _summary(form=_Form({}), shortens=True)


def test_page_without_links_to_fix_says_one_sentence():
    shown = _summary(alert="Wrong <password>", form=_Form({}))
    assert 'role="alert"' in shown
    assert "Wrong &lt;password&gt;" in shown
    assert "<li>" not in shown


def test_page_without_problems_has_no_summary():
    assert not _summary(form=_Form(), forms=[_Form()], has_errors=False)


def test_no_other_template_draws_a_summary():
    drawn = [p.name for p in TEMPLATES.rglob("*.html") if 'class="error-summary' in p.read_text()]
    assert drawn == ["errors.html"]
