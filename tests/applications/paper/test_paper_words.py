"""The paper's words stand beside the English ones of the same choice, in every language."""

import pytest
from django.urls import reverse

from core import languages
from tests.applications.paper.choices import both_languages, choices_on, english_choices
from tests.applications.paper.typed_paper import paper
from tests.factories import desk
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", languages.BY_CODE)
def test_choices_keep_their_values_in_the_words_of_the_paper(call, clerk, code) -> None:
    shown = paper(clerk, words="1", **{"envelope-language": code})
    assert choices_on(shown.context["paper_form"]) == both_languages(call, code)


@pytest.mark.parametrize("code", ["en", "es"])
def test_correction_offers_every_choice(call, cast, code) -> None:
    reference = desk.typed_in(call, cast.clerk, language=code).reference
    page = signed_in(cast.clerk).get(reverse("staff:paper-correct", args=[reference]), follow=True)
    offered = choices_on(page.context["paper_form"])
    ways = {name: each for name, each in english_choices(call).items() if "about-you" not in name}
    assert {name: list(each) for name, each in offered.items()} == {
        name: list(each) for name, each in ways.items()
    }


@pytest.mark.django_db
def test_advice_on_what_the_paper_left_empty_is_for_what_is_missing(call, clerk) -> None:
    advice = "Did the paper leave one empty?"
    wrong = paper(clerk, **{"contact-email": "mei@", "contact-wants_pick_up": "on"})
    assert advice not in wrong.content.decode()
    missing = paper(clerk, **{"declaration-agrees": ""}).content.decode()
    assert advice in missing and "send your application" not in missing
