"""Whatever is typed into the form: no page breaks, and what is kept is what was typed (R7)."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.models import Answer, Call, Contact, Draft
from core import text
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import ANSWERS, apply

JUNK = st.text(max_size=300) | st.text(
    alphabet="aO0\u0301\u200b\u200d\u202e\ufeff\x00\r\n '\"<>&{}%\\;🇺👩ស្រ", max_size=80
)


def on_junk(*names: str) -> Callable:
    """Runs a check on a few odd texts by these names, and in `./run prove` on more."""

    def decorate(check: Callable) -> Callable:
        @pytest.mark.django_db
        @pytest.mark.parametrize("count", [10, pytest.param(40, marks=pytest.mark.prove)])
        def decorated(call: Call, count: int) -> None:
            options = settings(max_examples=count, deadline=None)
            options(given(**dict.fromkeys(names, JUNK))(check))(call=call)

        decorated.__name__, decorated.__doc__ = check.__name__, check.__doc__
        return decorated

    return decorate


def kept(typed: str, *, multiline: bool = False) -> str:
    return text.clean(typed, multiline=multiline)


@on_junk("name", "street", "story")
def test_junk_in_a_sent_application_is_stored_byte_for_byte(call, name, street, story) -> None:
    """Past the form, so that the database alone is asked; each example is an application."""
    name, street, story = kept(name), kept(street), kept(story, multiline=True)
    application = apply(
        call,
        contact={"full_name": name, "chosen_name": "O"},
        home={"street": street},
        connection={"connection-story": story},
    )
    contact = Contact.objects.get(revision__application=application)
    assert (contact.full_name, contact.street) == (name, street)
    answers = Answer.objects.filter(
        revision__application=application, question__key="connection-story"
    )
    assert [answer.text for answer in answers] == ([story] if story else [])


@on_junk("junk")
def test_junk_in_any_field_of_any_step_breaks_no_page(call, junk) -> None:
    client = Client()
    fill_in(client, call)
    for step, answers in ANSWERS.items():
        page = "check" if step == "declaration" else step
        answer = post(client, call, page, **dict.fromkeys([*answers, "website", junk], junk))
        assert answer.status_code in (200, 302)
    assert client.get(f"/en/{call.slug}/apply/home/").status_code == 200


@on_junk("junk")
def test_junk_that_a_step_takes_is_saved_as_cleaned(call, junk) -> None:
    client = Client()
    fill_in(client, call, until="home")
    given = {"neighborhood": "roxbury", "street": junk, "place_description": junk}
    answer = post(client, call, "home", **given)
    draft = Draft.objects.latest("created_at")
    if text.length(kept(junk)) > 200:
        assert "judged" in answer.url
        home = draft.typed["home"]
        assert home["street"] == kept(junk, multiline=True), "unjudged: as it was typed"
    else:
        assert answer.url == f"/en/{call.slug}/apply/support/"
        home = draft.answers["home"]
        assert home["street"] == kept(junk)
    assert home["place_description"] == kept(junk, multiline=True)
