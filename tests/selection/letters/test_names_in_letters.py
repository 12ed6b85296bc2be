"""Whatever somebody is called: it stays as it was typed, runs nothing and links nowhere."""

import html
import re

import pytest

from core.greeting import may_greet
from core.models import OutgoingMail
from selection.models import Letter
from tests.factories.letters import BY_POST, answered_by, reader_of, send_letters
from tests.factories.names import expected, name_rows
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db

TRICKS = [
    "{{ 7|add:1 }}",
    "{reference}",
    "{why}",
    "%(x)s",
    "%s %d",
    "$reference ${title}",
    "evil.example",
    "https://evil.example/a",
    "Call 617 555 0199",
    "<b>Bold</b>",
    "Ana\tBcc: x@evil.example",
]


def pages(cast, call, name):
    return signed_in(cast.coordinator).get(f"/staff/{name}?call={call.slug}").content.decode()


def plain(page: str) -> str:
    """What a reader sees of a page."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_names_of_all_scripts_stand_in_mail_print_and_labels(call, cast):
    names = [expected(row) or row["preferred_name"] for row in name_rows()]
    by_mail = [reader_of(call, "en", full_name=name) for name in names]
    by_post = [reader_of(call, "en", full_name=name, **BY_POST) for name in names]
    release = answered_by(cast, by_mail[0])
    send_letters(release, cast.coordinator)
    mails = {
        letter.decision.application: letter.mail
        for letter in Letter.objects.filter(mail__isnull=False).select_related(
            "mail", "decision__application"
        )
    }
    for name, applicant in zip(names, by_mail, strict=True):
        greeting = f"Hello {name}," if may_greet(name) else "Hello,"
        assert mails[applicant].body.splitlines()[0] == greeting
    sheets = plain(pages(cast, call, "letters/print/sheets/"))
    labels = plain(pages(cast, call, "letters/print/labels/"))
    for name, applicant in zip(names, by_post, strict=True):
        assert name in sheets
        if len(name) > 100:  # seven lines with the address: by hand, and the page says whose
            assert applicant.reference in labels
        else:
            assert name in labels


def test_letter_that_is_picked_up_bears_the_name_and_needs_no_label(call, cast):
    picked_up = {"email": "", "wants_pick_up": True, "preferred_way": "pick_up"}
    release = answered_by(cast, reader_of(call, "en", full_name="Ana Ruiz", **picked_up))
    send_letters(release, cast.coordinator)
    sheet = pages(cast, call, "letters/print/sheets/")
    assert "Ana Ruiz" in sheet[sheet.index("letter-window") : sheet.index("letter-day")]
    assert "Picked up at the counter" in pages(cast, call, "letters/print/")
    assert "Ana Ruiz" not in pages(cast, call, "letters/print/labels/")


def test_who_picks_up_letters_and_has_an_address_picks_them_up(call, cast):
    wish = {**BY_POST, "wants_pick_up": True, "preferred_way": "pick_up"}
    release = answered_by(cast, reader_of(call, "en", full_name="Ana Ruiz", **wish))
    send_letters(release, cast.coordinator)
    assert "Picked up at the counter" in pages(cast, call, "letters/print/")
    assert "Ana Ruiz" not in pages(cast, call, "letters/print/labels/")


@pytest.mark.parametrize("first", ["Ana Ruiz", "ANA  RUIZ", "Ana María Ruiz"])
def test_name_that_begins_the_address_too_stands_there_once(call, cast, first):
    named = {"full_name": "Ana María Ruiz", "chosen_name": "Ana Ruiz"}
    address = {**BY_POST, "post_address": f"{first}\n60 Example St\nBoston, MA 02126"}
    release = answered_by(cast, reader_of(call, "en", **named, **address))
    send_letters(release, cast.coordinator)
    sheet = pages(cast, call, "letters/print/sheets/")
    window = plain(sheet[sheet.index("letter-window") : sheet.index("letter-day")])
    assert window.count("Ruiz") + window.count("RUIZ") == 1
    assert "60 Example St" in window
    labels = plain(pages(cast, call, "letters/print/labels/"))
    assert labels.count("Ruiz") + labels.count("RUIZ") == 1


def test_amount_in_arabic_begins_with_its_sign(call, cast):
    """Without a mark, "$1,200" after Arabic letters shows as "1,200$"."""
    release = answered_by(cast, reader_of(call, "ar"))
    send_letters(release, cast.coordinator)
    (letter,) = Letter.objects.filter(template__language="ar")
    assert "\u200e$1,200" in letter.mail.body
    assert "\u200e" not in letter.mail.body.partition("\nEnglish\n")[2]


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_in_a_name_stay_as_typed_and_reach_no_mail(call, cast, name):
    posted = reader_of(call, "es", full_name=name, **BY_POST)
    mailed = reader_of(call, "es", full_name=name)
    send_letters(answered_by(cast, mailed), cast.coordinator)
    message = OutgoingMail.objects.get(letter__decision__application=mailed)
    assert message.body.startswith("Hola:\n"), "such a name is not greeted"
    assert name not in message.body
    assert name not in message.subject
    assert "\n" not in message.subject
    page = pages(cast, call, "letters/print/sheets/")
    assert name in plain(page)
    assert html.escape(name) in page
    assert posted.reference in page
    assert "evil.example" not in re.sub(r"<bdi>.*?</bdi>", "", page), "only in the address"
