"""Who has checked words: a role or an office, and nobody by name."""

import pytest

from applications.calls.forms.office import NOT_A_PERSON, SAY_WHO, why_no_office
from applications.form.wording_checks import TRANSLATED
from applications.models import WordingCheck
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "office",
    [
        "Language and Communications Access",
        "Certified translator, Lingua Ltd.",
        "翻譯辦公室",
        "Translator",
    ],
)
def test_roles_and_offices_are_taken(cast, office) -> None:
    cast.translator.name = "Ana Translator"
    cast.translator.save()
    assert why_no_office(office) == ""


@pytest.mark.parametrize(
    ("office", "why"),
    [
        ("Rosa Díaz", NOT_A_PERSON),
        ("rosa  díaz (Language Access)", NOT_A_PERSON),
        ("rosa@example.org", NOT_A_PERSON),
        ("Cher", NOT_A_PERSON),
        ("", SAY_WHO),
        ("x" * 121, SAY_WHO),
    ],
)
def test_names_of_people_are_not(cast, office, why) -> None:
    for account, name in ((cast.translator, "Rosa Díaz"), (cast.clerk, "Cher")):
        account.name = name
        account.save()
    assert why_no_office(office) == why


def test_page_of_checks_refuses_a_name_and_offers_offices_of_before(call, cast) -> None:
    client, code = signed_in(cast.coordinator), TRANSLATED[0].code
    checks = f"/staff/calls/{call.slug}/checks/"
    area = client.get(f"{checks}?language={code}").context["areas"][0]
    sent = {"language": code, "area": area.area.value, "seal": area.seal}
    named = client.post(f"{checks}record/", {**sent, "office": str(cast.clerk)}, follow=True)
    assert NOT_A_PERSON in named.content.decode() and not WordingCheck.objects.exists()
    done = client.post(f"{checks}record/", {**sent, "office": "Language Access"}, follow=True)
    assert '<option value="Language Access">' in done.content.decode()
