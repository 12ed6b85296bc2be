"""The page "Where you live", filled in as a browser without JavaScript would."""

from django.test import Client

from applications.models import Call
from tests.applications.form.steps import judged, post
from tests.journeys.visitor import Page


def home_page(client: Client, call: Call) -> Page:
    path = f"/en/{call.slug}/apply/home/"
    return Page(path, 200, client.get(path).content.decode())


def save(client: Client, call: Call, page: Page, **answers: str) -> tuple[int, Page]:
    """Fill in the page's form, with its hidden fields, and send it."""
    given = {name: values[0] for name, values in page.form(with_field="zip_code").fields.items()}
    answer = post(client, call, "home", **(given | answers))
    if "judged" in answer.url:
        return 200, judged(client, answer)
    return answer.status_code, Page("", answer.status_code, "")


def filled(page: Page) -> dict[str, str]:
    """The current values of the page's form."""
    return {name: values[0] for name, values in page.form(with_field="zip_code").fields.items()}


def likely_slugs(page: Page) -> tuple[str, ...]:
    """The neighborhoods that are offered first."""
    group = page.html.partition('<optgroup label="Likely ')[2].partition("</optgroup>")[0]
    return tuple(piece.partition('"')[0] for piece in group.split('<option value="')[1:])
