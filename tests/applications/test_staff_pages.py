"""The list of applications, and the record of who looked."""

import pytest
from django.test import Client

from core.models import AccessEvent
from tests.factories.applications import apply


@pytest.mark.django_db
def test_listing_applications_is_one_event_with_its_count(call, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    for _ in range(3):
        apply(call)
    client.get("/staff/applications/?page=1")
    event = AccessEvent.objects.get()
    assert (event.what, event.query, event.count) == ("application_list", "page=1", 3)


@pytest.mark.django_db
def test_opening_an_application_is_on_record(call, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    application = apply(call)
    page = client.get(f"/staff/applications/{application.reference}/").content.decode()
    assert "wideline@example.org" in page
    assert "My brother was taken away in handcuffs." in page
    event = AccessEvent.objects.get()
    assert (event.by, event.what, event.object_id) == (
        cast.coordinator,
        AccessEvent.What.APPLICATION,
        application.pk,
    )
