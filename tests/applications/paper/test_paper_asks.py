"""What the clerk is asked about a paper that could be saved as it is, and what is kept of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Application, PaperEntry, SearchEntry
from applications.paper.forms.labels import LACKS
from core.models import OutgoingMail
from tests.applications.paper.typed_paper import paper
from tests.factories.applications import apply
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def seen(client, address: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", words(client.get(address))).split())


def test_zip_code_of_another_town_is_asked_about_once(call, clerk) -> None:
    asked = paper(clerk, **{"home-zip_code": "02446"}, next="1")
    assert "Does the paper say ZIP code 02446?" in words(asked)
    assert "are in Brookline." in words(asked) and "Nothing is saved yet" not in words(asked)
    assert not Application.objects.exists()
    assert 'name="zip_code" value="02446"' in words(asked), "saved again, it is the answer"
    other = paper(clerk, **{"home-zip_code": "02186"}, zip_code="02446")
    assert "Does the paper say ZIP code 02186?" in words(other), "but of that one alone"
    assert paper(clerk, **{"home-zip_code": "02446"}, zip_code="02446").status_code == 302
    reference = Application.objects.get().reference
    page = clerk.get(f"/staff/paper/{reference}/correct/", follow=True)
    assert 'name="zip_code" value="02446"' in words(page), "nor when something else is corrected"


@pytest.mark.parametrize("zip_code", ["", "02119"])
def test_zip_code_of_the_city_is_not_asked_about(call, clerk, zip_code) -> None:
    assert paper(clerk, **{"home-zip_code": zip_code}).status_code == 302


def test_zip_code_waits_for_the_signature(call, clerk) -> None:
    odd = {"home-zip_code": "02446", "envelope-signature_seen": ""}
    asked = words(paper(clerk, **odd))
    assert "not signed?" in asked and "Does the paper say" not in asked
    assert "Does the paper say" in words(paper(clerk, **odd, unsigned="1", zip_code=""))


def test_stamp_without_a_time_is_shown_without_one(call, clerk, cast) -> None:
    day = timezone.localdate() - timedelta(days=2)
    paper(clerk, **{"envelope-received_time": ""})
    reference = Application.objects.get().reference
    check = words(signed_in(cast.coordinator).get(f"/staff/applications/{reference}/"))
    assert "The stamp has no time: it counts as received at 9 a.m." in check
    compared = seen(clerk, f"/staff/paper/{reference}/check/")
    assert f"{day:%b} {day.day}, {day.year}, no time" in compared
    page = clerk.get(f"/staff/paper/{reference}/correct/", follow=True)
    assert page.context["paper_form"].envelope["received_time"].value() is None


def test_stamp_without_a_time_has_a_day_in_lists_slip_and_mail(call, clerk, cast) -> None:
    day = timezone.localdate() - timedelta(days=2)
    english = {"envelope-language": "en", "support-reads": "en"}
    paper(clerk, **{"envelope-received_time": "", "contact-email": "ana@example.net"}, **english)
    timed = apply(call)
    reference = Application.objects.exclude(pk=timed.pk).get().reference
    coordinator = signed_in(cast.coordinator)
    short = f"{day:%b} {day.day}, {day.year},"
    assert f"Received {short} no time" in seen(coordinator, f"/staff/applications/{reference}/")
    rows = seen(coordinator, "/staff/applications/")
    assert f"{short} no time" in rows and rows.count("no time") == 1
    long = f"{day:%A}, {day:%B} {day.day}, {day.year}"
    assert f"Date received {long} Deadline" in seen(clerk, f"/staff/paper/{reference}/slip/")
    assert f"Date received: {long}\n" in OutgoingMail.objects.get(to_address="ana@example.net").body


def test_stamp_with_a_time_is_shown_with_it(call, clerk) -> None:
    paper(clerk, **{"envelope-received_time": "11:20"})
    reference = Application.objects.get().reference
    assert "11:20 a.m." in words(clerk.get(f"/staff/paper/{reference}/check/"))
    assert PaperEntry.objects.get().has_time


def test_each_error_says_what_to_do(call, clerk) -> None:
    page = paper(clerk, **{"support-reads": "", "envelope-received_on": ""}).content.decode()
    assert "Choose the language in which we write to them." in page
    assert "This field is required" not in page


def test_errors_speak_to_the_clerk(call, clerk) -> None:
    names = ("eligibility-lives_in_city", "contact-chosen_name", "contact-full_name")
    ways = ("email", "phone", "post_address", "wants_pick_up", "trusted_contact")
    empty = dict.fromkeys([*names, *(f"contact-{way}" for way in ways)], "")
    page = paper(clerk, **empty).content.decode()
    assert [said for said in LACKS.values() if said not in page] == []
    for to_the_applicant in ("Tell us what", "Give us one", "so that we know"):
        assert to_the_applicant not in page


def test_list_shows_papers_without_a_signature_alone(call, clerk, cast) -> None:
    online = apply(call)
    paper(clerk)
    paper(clerk, **{"envelope-signature_seen": ""}, unsigned="1")
    unsigned = PaperEntry.objects.get(signature_seen=False).revision.application
    assert SearchEntry.objects.get(is_unsigned=True).application == unsigned
    page = signed_in(cast.coordinator).get("/staff/applications/?is_unsigned=1")
    shown = words(page)
    assert unsigned.reference in shown and online.reference not in shown
    assert "Signature" in shown and [
        row.entry.application for row in page.context["table"].rows
    ] == [unsigned]
