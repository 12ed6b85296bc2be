"""Change contact, home or language after the deadline: the answers stay as they were sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict

from applications.enums import ContactMethod, Detail, Requester
from applications.form import emails, queries
from applications.form.answer_rows import contact_row, support_row
from applications.form.queries.details import (
    changes_so_far,
    may_change_details,
    may_live_elsewhere,
)
from applications.form.queries.sent import answers_as_sent
from applications.models import Application, Contact, ContactChange, Revision, Support
from applications.models.contact import given_ways
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User

NOT_NOW = "These details can be changed once applications have closed, and until they are erased."


@dataclass(frozen=True)
class Asked:
    """Who asked staff for a change, and how."""

    asker: Requester
    way: ContactMethod


@action
def change_details(
    *,
    by: User | None,
    application: Application,
    detail: Detail,
    given: Mapping[str, Any],
    seen: int,
    asked: Asked | None = None,
    opens_about_you: bool = True,
) -> ContactChange | None:
    """Put what was `given` (cleaned by the form of `detail`) in place of what is there.

    None if it says nothing new, as when it is sent twice. `seen` is the number of the last change
    that the page knew of: refused if there is a later one. The address that is taken out is told,
    and a new one gets the link; it opens the about-you answers only if neither staff nor somebody
    with a code that staff know could have written it.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not may_change_details(application):
        raise Refused(NOT_NOW, "not_changeable")
    revision = queries.current_revision(application)
    old, support = _rows_of(revision)
    contact, new_support = _changed_rows(revision, detail, given)
    change = ContactChange(application=application, detail=detail, staff=by)
    if detail == Detail.HOME:
        contact.neighborhood = contact.neighborhood or old.neighborhood
        change.lives_in_city = given["lives_in_city"]
        change.may_live_elsewhere = may_live_elsewhere(given)
    contact.is_complete = old.is_complete or _is_complete(contact)
    if _same(old, contact) and _same(support, new_support) and not _says_more(change):
        return None
    change.number = changes_so_far(application) + 1
    if change.number != seen + 1:
        raise ChangedMeanwhile
    if asked:
        change.asker, change.way = asked.asker, asked.way
    _keep(revision, old, contact, opens=by is None and opens_about_you)
    new_support.save(force_update=True)
    change.save()
    return change


def _rows_of(revision: Revision) -> tuple[Contact, Support]:
    contact = Contact.objects.select_related("revision__application__call").get(revision=revision)
    return contact, Support.objects.get(revision=revision)


def _changed_rows(
    revision: Revision, detail: Detail, given: Mapping[str, Any]
) -> tuple[Contact, Support]:
    """The rows as the gate would make them of the answers sent, with what was given now."""
    answers = answers_as_sent(revision)
    given = {name: value for name, value in given.items() if name != "lives_in_city"}
    answers[detail.value] |= given
    return contact_row(revision, answers), support_row(revision, answers)


def _is_complete(contact: Contact) -> bool:
    ways = given_ways(model_to_dict(contact))
    return bool(contact.name and ways and contact.neighborhood_id)


def _same(before: Contact | Support, after: Contact | Support) -> bool:
    return model_to_dict(before) == model_to_dict(after)


def _says_more(move: ContactChange) -> bool:
    """Whether it says something else of living in the city than the last move; at first, any no."""
    moves = ContactChange.objects.filter(application=move.application, detail=Detail.HOME)
    said = moves.order_by("-number").values_list("lives_in_city", "may_live_elsewhere").first()
    now = (move.lives_in_city, move.may_live_elsewhere)
    if move.detail != Detail.HOME:
        return False
    return now != said if said else move.may_live_elsewhere


def _keep(revision: Revision, old: Contact, contact: Contact, *, opens: bool) -> None:
    """Store the contact; the address taken out is told, and a new one gets the link."""
    is_new_address = old.email.lower() != contact.email.lower()
    if is_new_address:
        emails.queue_address_changed(old=old)
        revision.email_opens_about_you &= opens
        revision.save(update_fields=["email_opens_about_you"])
    contact.save(force_update=True)
    if is_new_address and contact.email:
        emails.queue_application_link(contact=contact)
