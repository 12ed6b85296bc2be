"""Every sign-in address is listed by hand, with who may open it."""

import pytest
from django.test import Client

from core.sign_in.urls import urlpatterns
from tests.core.sign_in.signing_in import add_authenticator, sign_in

pytestmark = pytest.mark.django_db

# Name → what a stranger gets: a page, a refusal of the method, or the way to the sign-in
TO_STRANGERS = {
    "account_login": 200,
    "account_logout": 405,
    "mfa_authenticate": 302,
    "account_reauthenticate": 302,
    "mfa_reauthenticate": 302,
    "mfa_reauthenticate_webauthn": 302,
    "password-forgotten": 200,
    "password-set": 404,
    "lock-out-ask": 200,
    "lock-out-open": 404,
    "invitation-accept": 404,
    "sign-out-ask": 302,
    "begun-discard": 302,
    "password-change": 302,
    "mfa_index": 302,
    "mfa_activate_totp": 302,
    "mfa_deactivate_totp": 302,
    "mfa_add_webauthn": 302,
    "mfa_remove_webauthn": 302,
    "mfa_view_recovery_codes": 302,
    "mfa_generate_recovery_codes": 302,
}
GIVEN = {
    "<str:account>/<str:token>": "MQ/x-y",
    "<int:invitation>/<str:token>": "1/x",
    "<int:pk>": "1",
    "<uuid:key>": "0f8fad5b-d9cb-469f-a165-70867728950e",
}


def addresses() -> dict[str, str]:
    found = {}
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        for part, value in GIVEN.items():
            route = route.replace(part, value)
        found[pattern.name] = f"/staff/{route}"
    return found


def test_addresses_are_all_in_the_list() -> None:
    assert set(addresses()) == set(TO_STRANGERS)


def test_addresses_tell_strangers_nothing(cast) -> None:
    for name, path in addresses().items():
        answer = Client().get(path)
        assert answer.status_code == TO_STRANGERS[name], name
        assert "no-store" in answer.headers["Cache-Control"], name
        if answer.status_code == 302:
            assert answer.url.startswith("/staff/login/"), name


def test_passkey_of_somebody_else_is_not_theirs_to_remove(cast) -> None:
    theirs = add_authenticator(cast.finance)
    theirs.type = "webauthn"
    theirs.save()
    client = Client()
    sign_in(client, "clerk@example.org")
    assert client.post(f"/staff/sign-in/passkey/{theirs.pk}/remove/").status_code == 404
    theirs.refresh_from_db()
