"""Load a city's office, pages and notices; existing ones only get missing texts."""

from datetime import date

from applications.calls.actions.fill_in import fill_in
from applications.calls.city_data import CityData
from applications.models import Call, Notice, Office, Page
from core.actions import action
from core.models import User


@action
def load_site_text(*, by: User | None, city: CityData) -> None:
    """Load the office, notices and pages; calls must be loaded before their pages."""
    _load_office(by, city)
    for data in city.entries("notices.json"):
        wording = city.columns(data, "title", "body", at=("notices", data["key"]))
        ends_on = data["ends_on"]
        notice, is_new = Notice.objects.get_or_create(
            key=data["key"],
            defaults={
                "starts_on": date.fromisoformat(data["starts_on"]),
                "ends_on": date.fromisoformat(ends_on) if ends_on else None,
                **wording,
            },
        )
        if not is_new:
            fill_in(by=by, row=notice, columns=wording)
    for order, data in enumerate(city.entries("pages.json")):
        wording = city.columns(data, "title", "body", at=("pages", data["key"]))
        call = Call.objects.get(slug=data["call"]) if "call" in data else None
        page, is_new = Page.objects.get_or_create(
            key=data["key"], defaults={"call": call, "order": order, **wording}
        )
        if not is_new:
            fill_in(by=by, row=page, columns=wording)


def _load_office(by: User | None, city: CityData) -> None:
    data = city.office()
    if data is None:
        return
    wording = city.columns(data, "city", "name", at=("office",))
    office, is_new = Office.objects.get_or_create(
        defaults={"phone": data["phone"], "email": data["email"], **wording}
    )
    if not is_new:
        fill_in(by=by, row=office, columns=wording)
