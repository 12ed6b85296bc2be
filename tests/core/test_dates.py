"""Dates that people type: what nobody can mean is refused by the form and by the database."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urljoin

import pgtrigger
import pytest
from django import forms
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, DateField
from django.test import Client
from django.utils import timezone

from applications.models import Application, Call, DeadlineExtension, Notice, PaperEntry, Revision
from applications.records.actions.log_contact import log_contact
from config.urls import staff_site  # with every page mounted
from core.dates import OUT_OF_RANGE
from core.form_fields import DayField, MomentField
from core.models import User
from stipends.enums import EntryKind
from stipends.models import LedgerEntry
from tests.factories import desk, story
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.staff_pages import LEAD_ON, ONLY_POST, OPENS
from tests.journeys.visitor import Page

YEARS = ["0001", "0021", "1999", "2100", "9999"]
DATED = re.compile(r'<input type="(date|datetime-local)"\s+name="([^"]+)"')


def days(year: str) -> date:
    return date(int(year), 6, 1)


def moments(year: str) -> datetime:
    return datetime(int(year), 6, 1, tzinfo=UTC)


def updated(model: type, field: str, **others: Any) -> Callable[[Any], object]:
    """Writes a value past all triggers: the rule of the column itself is asked."""

    def write(value: Any) -> None:
        with pgtrigger.ignore(), transaction.atomic():
            model.objects.update(**{field: value}, **others)

    return write


def _extend(call: Call, by: User, moment: datetime) -> None:
    DeadlineExtension.objects.create(
        by=by, call=call, was_closing_at=call.closes_at, closes_at=moment, reason="Snow"
    )


def _reach(application: Application, by: User, moment: datetime) -> None:
    log_contact(
        by=by,
        application=application,
        entry_key=uuid.uuid4(),
        happened_at=moment,
        way="phone",
        outcome="spoke",
        topic="other",
        note="",
    )


def _pay(approval: LedgerEntry, by: User, day: date) -> None:
    with pgtrigger.ignore(), transaction.atomic():
        LedgerEntry.objects.create(
            installment=approval.installment,
            kind=EntryKind.PAID,
            status=EntryKind.PAID,
            amount_cents=approval.amount_cents,
            by=by,
            approved_by=approval.by,
            follows=approval,
            method="check_by_mail",
            number="1",
            day=day,
        )


@pytest.fixture
def writers(call, cast) -> dict[str, tuple[Callable[[str], Any], Callable[[Any], object]]]:
    """What stores each date that people type: a value of a year, and how it is written."""
    paper = desk.typed_in(call, cast.clerk)
    approval = story.approved(apply(call), cast)
    return {
        "opens_at": (moments, updated(Call, "opens_at")),
        "closes_at": (moments, updated(Call, "closes_at")),
        "answers_until": (days, updated(Call, "answers_until")),
        "meets_from": (days, updated(Call, "meets_from")),
        "meets_until": (days, updated(Call, "meets_until")),
        "starts_on": (days, updated(Notice, "starts_on", ends_on=None)),
        "ends_on": (days, updated(Notice, "ends_on")),
        "received_at": (moments, updated(Application, "received_at")),
        "received_at of a revision": (moments, updated(Revision, "received_at")),
        "postmarked_on": (days, updated(PaperEntry, "postmarked_on")),
        "extension": (moments, partial(_extend, call, cast.coordinator)),
        "happened_at": (moments, partial(_reach, paper, cast.coordinator)),
        "day": (
            days,
            partial(_pay, approval, cast.finance),
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("year", YEARS)
def test_date_that_nobody_means_is_refused_by_the_database(writers, year: str) -> None:
    for name, (of, write) in writers.items():
        with pytest.raises(IntegrityError, match="2099|later|s_after"):
            with transaction.atomic():
                write(of(year))
            pytest.fail(f"{year} is stored as {name}")


@pytest.mark.django_db
def test_date_in_the_future_of_what_has_happened_is_refused_by_the_database(call, cast) -> None:
    desk.typed_in(call, cast.clerk)
    approval = story.approved(apply(call), cast)
    tomorrow = timezone.localdate() + timedelta(days=2)
    for write in (
        lambda: updated(Revision, "received_at")(timezone.now() + timedelta(hours=1)),
        lambda: updated(PaperEntry, "postmarked_on")(tomorrow),
        lambda: _pay(approval, cast.finance, tomorrow),
    ):
        with pytest.raises(IntegrityError, match="come|older|was_paid"), transaction.atomic():
            write()


@pytest.mark.django_db
def test_payment_in_the_future_is_refused_by_its_form(call, cast) -> None:
    approval, client = story.approved(apply(call), cast), Client()
    client.force_login(cast.finance)
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"method": "check_by_mail", "number": "1", "day": tomorrow.isoformat()}
    typed["seen"] = str(approval.pk)
    page = client.post(f"/staff/payments/{approval.installment_id}/pay/", typed, follow=True)
    assert page.status_code == 200 and "This is in the future." in page.content.decode()


# What nobody types: the program writes it from its own clock, or copies what has a range.
NOBODY_TYPES = {
    "acceptance": "erased_at",
    "agreement": "notice_at",
    "answerlanguage": "set_at",
    "apart": "lifted_at",
    "application": "withdrawn_at still_available_at erased_at",
    "assignmentrun": "adopted_at",
    "attribute": "asked_at approved_at declined_at",
    "boardvisit": "at caught_up_at",
    "budgetincrease": "agreed_at",
    "conflict": "lifted_at",
    "contact": "erased_at",
    "deletiontakenback": "noted_at",
    "draft": "saved_at reminded_at",
    "duplicatemark": "erased_at",
    "erasure": "settled_at",
    "handedoutanswer": "came_back_at",
    "handout": "downloaded_at deletion_noted_at",
    "importbatch": "started_at undone_at settled_at",
    "invitation": "invited_at expires_at accepted_at taken_back_at",
    "jobrun": "succeeded_at failed_at",
    "lateentry": "decided_at erased_at",
    "leftoutrow": "settled_at",
    "legalhold": "lifted_at",
    "letter": "printed_at returned_at",
    "lettertemplate": "checked_at",
    "listedperson": "removed_at",
    "lock": "lifted_at",
    "lot": "typed_at confirmed_at",
    "meeting": "cancelled_at",
    "offerstep": "reply_by",
    "outgoingmail": "next_attempt_at sent_at given_up_at",
    "outreach": "found_at",
    "panel": "saved_at",
    "paperentry": "checked_at erased_at",
    "paymentfile": "settled_at",
    "rankingrule": "fixed_at",
    "reader": "reminded_at",
    "relaxation": "chosen_at",
    "release": "proposed_at sent_back_at released_at dropped_at",
    "remark": "written_at",
    "replaceddraw": "takes_place_at named_at typed_at at",
    "review": "opened_at skipped_at saved_at submitted_at reopened_at ended_at",
    "rubric": "made_at asked_at approved_at frozen_at",
    "run": "started_at heartbeat_at ended_at",
    "searchentry": "received_at",
    "session": "expire_date",
    "targetset": "made_at",
    "throttlecount": "ends_at",
    "translation": "claimed_at translated_at checked_at sent_back_at",
    "user": "last_login joined_at",
    "waitingrow": "received_at",
}


def date_columns() -> Iterator[tuple[str, bool]]:
    """Each column of our own tables that holds a day or a moment, and whether it has a range."""
    for model in apps.get_models():
        is_ours = not model.__module__.startswith(("django.", "allauth.", "pghistory."))
        if not is_ours or hasattr(model, "pgh_tracked_model"):
            continue
        ranges = "".join(
            str(rule.condition)
            for rule in model._meta.constraints
            if isinstance(rule, CheckConstraint)
        )
        for field in model._meta.concrete_fields:
            if isinstance(field, DateField) and not (field.auto_now or field.auto_now_add):
                yield f"{model._meta.model_name}.{field.name}", f"{field.name}__range" in ranges


def test_column_of_dates_has_a_range_unless_nobody_types_it() -> None:
    without = {name for name, has_range in date_columns() if not has_range}
    assert without == {
        f"{model}.{name}" for model, names in NOBODY_TYPES.items() for name in names.split()
    }


def every_form() -> Iterator[type[forms.BaseForm]]:
    assert staff_site.pages
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        of = apps.get_containing_app_config(form.__module__)
        if of and not of.name.startswith("django.") and hasattr(form, "base_fields"):
            yield form


def test_date_is_asked_for_by_our_own_fields_alone() -> None:
    asked = {
        f"{form.__name__}.{name}": isinstance(field, DayField | MomentField)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    }
    assert len(asked) > 15
    assert [name for name, is_ours in asked.items() if not is_ours] == []


def dated_forms(client: Client, address: str) -> Iterator[tuple[str, Any, list[tuple[str, str]]]]:
    """The address, each form and its dates by kind, of the forms of a page that ask for any."""
    answer = client.get(address)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return
    html = answer.content.decode()
    dated = DATED.findall(html)
    for form in Page(address, 200, html).forms:
        if asks := [(kind, name) for kind, name in dated if name in form.names]:
            yield urljoin(address, form.action), form, asks


@pytest.mark.django_db
@pytest.mark.parametrize(
    "years",
    [
        pytest.param(["0021"], id="a-slip"),
        pytest.param([year for year in YEARS if year != "0021"], id="all", marks=pytest.mark.prove),
    ],
)
def test_date_that_nobody_means_is_refused_by_every_form(addresses, call, cast, years) -> None:
    second_call(call, opens_at=call.closes_at, closes_at=call.closes_at + timedelta(days=7))
    more = ["/staff/calls/second/edit/"]
    asked = 0
    for person in (cast.coordinator, cast.clerk, cast.finance, cast.auditor):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        mine = [
            address
            for name, address in addresses.items()
            if person.roles[0] in OPENS[name] and name not in ONLY_POST | LEAD_ON
        ]
        for address in [*mine, *(more if person == cast.coordinator else [])]:
            for action, form, asks in dated_forms(client, address):
                send = client.post if form.method == "post" else client.get
                for year in years:
                    typed = {
                        name: f"{year}-06-01" + ("T23:30" if kind != "date" else "")
                        for kind, name in asks
                    }
                    answer = send(action, {**form.fields, **typed}, follow=True)
                    errors = answer.content.decode().count(OUT_OF_RANGE)
                    assert answer.status_code == 200 and errors >= len(asks), (
                        action,
                        typed,
                        errors,
                    )
                asked += len(asks)
    assert asked >= 15
