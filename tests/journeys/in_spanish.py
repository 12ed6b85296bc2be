"""One resident's application in Spanish, page by page."""

from applications.models import Call
from tests.journeys.visitor import Page, Visitor

NAME = "María José de la Cruz Núñez"
WHY = "Quiero que la próxima familia sea escuchada: “¿qué necesita usted?”"


def apply_in_spanish(visitor: Visitor, call: Call) -> Page:
    """Every page of the form, in Spanish, as far as the receipt."""
    start = visitor.open(f"/es/{call.slug}/")
    assert start.attrs["lang"] == "es-US"
    assert "Grupo de Diseño" in start.text

    def send(page: Page, **values) -> Page:
        first = next(iter(values)).replace("__", "-")
        return visitor.send(page, page.form(with_field=first), **values)

    page = visitor.open(f"/es/{call.slug}/apply/eligibility/")
    page = send(page, lives_in_city="yes")
    page = send(page, full_name=NAME, email="majo@example.org", phone="617-555-0117")
    page = send(page, neighborhood="east-boston")
    page = send(page, reads="es", speaks="es", needs_interpreter="on")
    page = send(page, connection=["lived-experience", "family-or-caregiver"])
    page = send(
        page,
        why__join=WHY,
        what__should__change="Que llegue alguien que escucha.",
        can__attend="yes",
    )
    page = send(page, age__band="35-54", race__ethnicity=["hispanic-latino"])
    assert page.url.endswith("/apply/check/")
    assert NAME in page.text
    assert WHY in page.text
    return send(page, agrees="on")
