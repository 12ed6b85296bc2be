"""Load a city's office, pages and notices; what staff changed stays, missing texts are added."""

from datetime import date

from applications.calls.actions.fill_in import fill_in
from applications.calls.city_data import CityData
from applications.models import Call, Notice, Office, Page
from core.actions import action
from core.models import User


@action
def load_site_text(*, by: User | None, city: CityData) -> None:
    """The office, notices and pages. A call's pages need the call to be there."""
    _load_office(by, city)
    for given in city.listed("notices.json"):
        worded = city.columns(given, "title", "body", at=("notices", given["key"]))
        ends_on = given["ends_on"]
        notice, is_new = Notice.objects.get_or_create(
            key=given["key"],
            defaults={
                "starts_on": date.fromisoformat(given["starts_on"]),
                "ends_on": date.fromisoformat(ends_on) if ends_on else None,
                **worded,
            },
        )
        if not is_new:
            fill_in(by=by, row=notice, columns=worded)
    for order, given in enumerate(city.listed("pages.json")):
        worded = city.columns(given, "title", "body", at=("pages", given["key"]))
        call = Call.objects.get(slug=given["call"]) if "call" in given else None
        page, is_new = Page.objects.get_or_create(
            key=given["key"], defaults={"call": call, "order": order, **worded}
        )
        if not is_new:
            fill_in(by=by, row=page, columns=worded)


def _load_office(by: User | None, city: CityData) -> None:
    given = city.office()
    if given is None:
        return
    worded = city.columns(given, "city", "name", at=("office",))
    office, is_new = Office.objects.get_or_create(
        defaults={"phone": given["phone"], "email": given["email"], **worded}
    )
    if not is_new:
        fill_in(by=by, row=office, columns=worded)
