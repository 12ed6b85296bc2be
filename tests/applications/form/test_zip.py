"""What a ZIP code makes the form ask, and what it never does: the traps of Boston's ZIP codes."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from applications.calls.actions.load_geography import load_geography
from applications.enums import ZipKind
from applications.form.forms.home import HomeForm
from applications.models import Contact, Draft, ZipCode, ZipNeighborhood
from applications.paper.forms.paper import PaperForm
from tests.applications.form.home_page import filled, home_page, likely_slugs, save
from tests.applications.form.steps import post
from tests.factories.city import BOSTON
from tests.journeys.visitor import in_one_line


@pytest.mark.django_db
def test_zip_elsewhere_is_confirmed_once_and_sent(at_home, call) -> None:
    _, page = save(at_home, call, home_page(at_home, call), neighborhood="fenway", zip_code="02446")
    assert f"/en/{call.slug}/apply/eligibility/" in page.html, "they may correct their first answer"
    assert save(at_home, call, page)[0] == 302
    fill_in_after_home(at_home, call)
    assert post(at_home, call, "check", agrees="on").status_code == 302
    contact = Contact.objects.get()
    assert (contact.zip_code, contact.neighborhood.slug) == ("02446", "fenway")


def fill_in_after_home(client: Client, call) -> None:
    """The steps after "Where you live", and a look at the check page."""
    post(client, call, "support", reads="en")
    post(client, call, "connection", connection="lived-experience")
    post(
        client,
        call,
        "questions",
        **{"why-join": "x", "what-should-change": "y", "can-attend": "yes"},
    )
    post(client, call, "about-you")
    page = client.get(f"/en/{call.slug}/apply/check/")
    assert page.status_code == 200
    assert "02446" in page.content.decode()


@pytest.mark.django_db
def test_zip_that_was_saved_is_not_asked_about_again(at_home, call) -> None:
    _, page = save(at_home, call, home_page(at_home, call), neighborhood="fenway", zip_code="02446")
    save(at_home, call, page)
    again = home_page(at_home, call)
    assert filled(again)["zip_code"] == "02446"
    assert save(at_home, call, again, street="1 Example St")[0] == 302
    assert save(at_home, call, home_page(at_home, call), zip_code="02186")[0] == 200, "a new one is"


@pytest.mark.django_db
def test_zip_question_can_be_answered_by_correcting_it(at_home, call) -> None:
    _, page = save(at_home, call, home_page(at_home, call), neighborhood="fenway", zip_code="02446")
    assert save(at_home, call, page, zip_code="02215")[0] == 302
    assert Draft.objects.get().answers["home"]["zip_code"] == "02215"


@pytest.mark.django_db
def test_zip_that_does_not_fit_the_neighborhood_is_asked_about_once(at_home, call) -> None:
    start = home_page(at_home, call)
    status, page = save(at_home, call, start, neighborhood="charlestown", zip_code="02121")
    assert status == 200
    assert "You chose Charlestown. Are your ZIP code and your neighborhood both right?" in page.text
    yes, change = (
        in_one_line(page.html)
        .partition('id="hint"')[2]
        .split("actions")[1]
        .split("</p>")[0]
        .split("<a")
    )
    assert '<button class="button" type="submit" form="answers">Yes, both are right' in yes
    assert 'href="#id_neighborhood"' in change
    assert filled(page)["neighborhood"] == "charlestown"
    assert save(at_home, call, page)[0] == 302


@pytest.mark.django_db
def test_zip_fits_a_neighborhood_with_a_small_share(at_home, call) -> None:
    given = {"neighborhood": "mattapan", "zip_code": "02124"}  # an estimated 3 percent
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302


@pytest.mark.django_db
@pytest.mark.parametrize("neighborhood", ["bay-village", "south-end", "back-bay", "downtown"])
def test_zip_fits_neighborhoods_that_are_counted_with_others(at_home, call, neighborhood) -> None:
    given = {"neighborhood": neighborhood, "zip_code": "02116"}
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302


@pytest.mark.django_db
def test_zip_suggests_where_the_neighborhood_is_still_empty(at_home, call) -> None:
    status, page = save(at_home, call, home_page(at_home, call), zip_code="02121")
    assert status == 200
    assert "Choose a neighborhood, or “Not sure”." in page.text
    assert "02121 covers Dorchester and Roxbury." in page.text
    assert likely_slugs(page) == ("dorchester", "roxbury")
    assert page.html.count('value="roxbury"') == 1, "each answer is offered once"
    assert save(at_home, call, page, neighborhood="not-sure")[0] == 302


@pytest.mark.django_db
def test_zip_with_one_neighborhood_suggests_that(at_home, call) -> None:
    given = {"neighborhood": "not-sure", "zip_code": "02128"}
    _, page = save(at_home, call, home_page(at_home, call), **given)
    assert "Most homes with ZIP code 02128 are in East Boston. Is your home there too?" in page.text
    assert likely_slugs(page) == ("east-boston",)


@pytest.mark.django_db
@pytest.mark.parametrize("zip_code", ["02201", "02112", "02163", "02101", ""])
@pytest.mark.parametrize("neighborhood", ["elsewhere", "allston", "no-fixed-place"])
def test_zip_of_city_hall_po_boxes_and_harvard_asks_nothing(
    at_home, call, zip_code, neighborhood
) -> None:
    given = {"neighborhood": neighborhood, "zip_code": zip_code}
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302


@pytest.mark.django_db
def test_zip_elsewhere_asks_nothing_of_people_without_a_fixed_place(at_home, call) -> None:
    given = {"neighborhood": "no-fixed-place", "zip_code": "02150"}
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302


@pytest.mark.django_db
def test_zip_nobody_knows_is_asked_about_once(at_home, call) -> None:
    given = {"neighborhood": "roxbury", "zip_code": "02911"}
    _, page = save(at_home, call, home_page(at_home, call), **given)
    assert "We do not know 02911 as a ZIP code of Boston. Is your home in Boston?" in page.text
    assert save(at_home, call, page)[0] == 302


@pytest.mark.django_db
def test_zip_in_a_city_without_zip_data_asks_nothing(at_home, call) -> None:
    ZipCode.objects.all().delete()
    given = {"neighborhood": "roxbury", "zip_code": "02446"}
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("02119-1234", "02119"),
        ("021191234", "02119"),
        (" 02119 ", "02119"),
        ("02119 - 1234", "02119"),
        ("٠٢١١٩", "02119"),
        ("０２１１９", "02119"),
        ("\u200e02119\u200f", "02119"),
    ],
)
def test_zip_is_stored_as_its_first_five_digits(at_home, call, typed, stored) -> None:
    given = {"neighborhood": "roxbury", "zip_code": typed}
    assert save(at_home, call, home_page(at_home, call), **given)[0] == 302
    assert Draft.objects.get().answers["home"]["zip_code"] == stored


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["2119", "O2119", "o2119-1234", "0211g", "02119-12", "Roxbury"])
def test_zip_that_is_none_is_an_error_and_kept(at_home, call, typed) -> None:
    given = {"neighborhood": "roxbury", "zip_code": typed, "street": "60 Example St"}
    status, page = save(at_home, call, home_page(at_home, call), **given)
    assert status == 200
    assert "Check the ZIP code." in page.text
    assert ("not the letter O" in page.text) is (typed.upper()[0] == "O")
    assert given.items() <= filled(page).items()


@pytest.mark.django_db
def test_zip_is_never_compared_with_a_city_box(at_home, call) -> None:
    assert "city" not in home_page(at_home, call).form(with_field="zip_code").names


@pytest.mark.django_db
def test_zip_is_never_asked_about_on_paper_or_in_a_saved_draft(call) -> None:
    home = {"neighborhood": "fenway", "zip_code": "02446"}
    typed = QueryDict(urlencode({f"home-{name}": value for name, value in home.items()}))
    paper = PaperForm(call=call, data=typed)
    assert paper.steps["home"].is_valid()
    assert HomeForm(call=call, data=home).is_valid()


@pytest.mark.django_db
def test_zip_data_is_loaded_again_without_a_trace_of_what_went() -> None:
    stale = ZipCode.objects.create(code="99999", kind=ZipKind.MAIL)
    ZipNeighborhood.objects.filter(zip__code="02121").update(share_percent=1)
    before = set(ZipCode.objects.exclude(pk=stale.pk).values_list("pk", "code"))
    load_geography(by=None, city=BOSTON)
    assert set(ZipCode.objects.values_list("pk", "code")) == before
    shares = ZipNeighborhood.objects.filter(zip__code="02121")
    assert [str(share.share_percent) for share in shares] == ["60.4", "39.6"]
