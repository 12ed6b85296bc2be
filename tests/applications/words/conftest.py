"""A coordinator who configures a call, an unpublished copy of it, and answers handed out."""

import pytest
from django.test import Client

from applications.models import Application, Call, HandOut
from applications.words.actions.hand_out import hand_out_answers
from tests.applications.calls.configuring import coordinator_of, copied
from tests.applications.records.erasing import CANARY
from tests.applications.words.handing import VENDOR
from tests.factories.translations import apply_in_spanish


@pytest.fixture
def client(call, cast, django_capture_on_commit_callbacks) -> Client:
    return coordinator_of(cast, django_capture_on_commit_callbacks)


@pytest.fixture
def copy(client) -> Call:
    return copied(client)


@pytest.fixture
def application(call) -> Application:
    return apply_in_spanish(
        call, contact={"full_name": f"{CANARY} Ruiz", "email": f"{CANARY}@example.org"}
    )


@pytest.fixture
def hand_out(application, cast) -> HandOut:
    return hand_out_answers(
        by=cast.coordinator, call=application.call, language="es", vendor=VENDOR
    )
