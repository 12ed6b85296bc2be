"""The script puts the paper's words beside the choices they belong to."""

import pytest
from playwright.sync_api import expect

from core import languages
from tests.applications.paper.choices import both_languages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHOICES = """() => {
    const found = {};
    const add = (name, value, label) => { (found[name] ||= {})[value] = label.trim(); };
    const form = document.querySelector('form[data-keys]');
    form.querySelectorAll('option').forEach(
        each => add(each.closest('select').name, each.value, each.textContent));
    form.querySelectorAll('.choices:not(.paper-mark) input').forEach(
        each => { if (each.name && each.closest('label'))
            add(each.name, each.value, each.closest('label').innerText); });
    return found;
}"""


def test_choices_keep_their_values_beside_the_words_of_any_paper(desk_of, call, cast) -> None:
    page = desk_of(cast.clerk).page
    for code in languages.BY_CODE:
        page.select_option("#id_envelope-language", code)
        page.click("button[name=words]")
        expected = both_languages(call, code)
        first = page.locator("#id_home-neighborhood option[value='']")
        expect(first).to_have_text(expected["home-neighborhood"][""])
        shown = page.evaluate(CHOICES)
        for name, offered in expected.items():
            assert shown[name] == offered, (code, name)
