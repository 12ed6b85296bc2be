"""Save and finish later: the application goes on at the page on which it was left."""

import pytest
from django.test import Client

from applications.models import Draft
from tests.applications.form.my_application import code_of, find
from tests.applications.form.steps import fill_in, post

pytestmark = pytest.mark.django_db


def test_application_goes_on_at_the_page_on_which_it_was_left(client, call) -> None:
    fill_in(client, call, until="support")
    post(client, call, "support", reads="en", accommodation="A step-free", later="")
    here, draft = f"/en/{call.slug}/apply/support/", Draft.objects.get()
    phone = Client()
    find(phone, call, draft.reference, code_of(draft))
    for browser in (client, phone):
        assert browser.get(f"/en/{call.slug}/apply/check/").url == here
        assert "A step-free" in browser.get(here).content.decode()
    assert post(phone, call, "support", reads="en").url == f"/en/{call.slug}/apply/connection/"
    assert phone.get(f"/en/{call.slug}/apply/check/").url == f"/en/{call.slug}/apply/connection/"


def test_page_left_when_all_others_are_answered_leads_back_to_the_check(client, call) -> None:
    fill_in(client, call)
    post(client, call, "support", reads="es", later="")
    check = f"/en/{call.slug}/apply/check/"
    again = client.get(check).url
    assert again == f"/en/{call.slug}/apply/support/?return=check"
    assert client.post(again, {"reads": "es"}).url == check
    assert client.get(check).status_code == 200
