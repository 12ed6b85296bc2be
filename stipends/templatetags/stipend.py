"""The stipend of an applicant: on the staff page about their application, and on their own."""

from typing import Any

from django import template
from django.template.context import Context

from applications.models import Application, Call
from core.models import User
from core.permissions import Permission
from selection.offers.queries import without_address
from stipends.enums import IS_PAID, ON_ITS_WAY, TO_PAY, Method, StipendStatus
from stipends.parts import Part
from stipends.queries import paid_applications, without_stipend
from stipends.queries import stipend_of as find
from stipends.told import Told, lacks_tax_form, told, told_parts

register = template.Library()


@register.simple_tag(takes_context=True)
def paid_members(context: Context, call: Call | None) -> set[int]:
    """Ids of the applications whose stipend is paid, as far as the reader may know of them."""
    return paid_applications(call) if call and _may_see(context["user"]) else set()


@register.inclusion_tag("stipends/_stipend_of_application.html", takes_context=True)
def stipend_of(context: Context, application: Application) -> dict[str, Any]:
    """How far it is; nothing for who neither approves nor pays."""
    if not _may_see(context["user"]):
        return {}
    may_approve = context["user"].may(Permission.APPROVE_STIPENDS)
    without = without_stipend(application.call).filter(offer__decision__application=application)
    return {
        "application": application,
        "stipend": find(application),
        "may_approve": may_approve,
        "seat_without": without.first() if may_approve else None,
    }


@register.inclusion_tag("stipends/_own_stipend.html", takes_context=True)
def own_stipend(context: Context, application: Application) -> dict[str, Any]:
    """How the stipend of whoever reads their own page stands; nothing without an agreement."""
    stipend = find(application)
    if stipend is None:
        return {}
    parts = stipend.parts
    lacks, asks = lacks_tax_form(parts), any(told(part).needs_them for part in parts)
    by_mail = any(_goes_by_mail(part) for part in parts)
    has_no_address = by_mail and bool(without_address([application]))
    is_mailed = any(map(_is_mailed, parts))
    return {
        "call": application.call,
        "parts": told_parts(parts),
        "is_asked": lacks or asks or has_no_address,
        "lacks_tax_form": lacks,
        "was_mailed_nowhere": has_no_address and is_mailed,
        "needs_contact": lacks or asks or has_no_address and is_mailed,
        "may_change_address": bool(context.get("changeable_steps")),
        "may_decline": stipend.can_be_declined,
        "was_declined": "declined" in context["request"].GET,
    }


@register.inclusion_tag("stipends/_money_of_payee.html")
def money_of_payee(application: Application, *, only_corrected: bool = False) -> dict[str, Any]:
    """Parts that finance may pay, or has paid, as whom to pay was noted before."""
    stipend = find(application)
    parts = [
        part
        for part in (stipend.parts if stipend else [])
        if part.payee_corrected_on or not only_corrected
    ]
    return {
        "with_finance": [part for part in parts if part.status in TO_PAY],
        "paid": [part for part in parts if part.status in ON_ITS_WAY],
    }


@register.inclusion_tag("stipends/_stays_paid.html")
def stays_paid(application: Application) -> dict[str, Any]:
    """What becomes of each part if they leave by today."""
    stipend = find(application)
    parts = stipend.of_stipend if stipend else []
    return {"parts": [part for part in parts if part.status != StipendStatus.VOIDED]}


@register.simple_tag
def needs_no_address(application: Application) -> bool:
    """Whether a check is in the mail all the same, or all of the stipend is paid."""
    stipend = find(application)
    parts = stipend.parts if stipend else []
    is_over = all(part.status in (*IS_PAID, StipendStatus.VOIDED) for part in parts)
    return bool(parts) and (is_over or any(map(_is_mailed, parts)))


def _is_mailed(part: Part) -> bool:
    return part.status in ON_ITS_WAY and part.payment.method == Method.CHECK_BY_MAIL


def _goes_by_mail(part: Part) -> bool:
    """Whether a check is or will be in the mail, as far as they chose."""
    return (
        _is_mailed(part)
        or part.status not in (*IS_PAID, StipendStatus.VOIDED)
        and (part.usual_method == Method.CHECK_BY_MAIL)
    )


@register.simple_tag
def told_of(part: Part, *, is_asked: bool = False) -> Told:
    """What the member reads of one part, in the language of now."""
    return told(part, is_asked=is_asked)


def _may_see(reader: User) -> bool:
    return reader.may(Permission.APPROVE_STIPENDS) or reader.may(Permission.PAY_STIPENDS)
