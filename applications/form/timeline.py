"""The timeline on public pages: what happens after an application is sent, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.enums import ContactWay
from applications.models import Call

READING = _("After the deadline, reviewers read the answers. They do not see your name.")
CHOOSING = _("City staff then choose a group from many neighborhoods and backgrounds.")
CONFIRMING = _("A second person confirms each decision.")
NEXT_STEPS = (READING, CHOOSING, CONFIRMING)


@dataclass(frozen=True)
class Step:
    """One line of the timeline, with a time or a day if it has one."""

    what: Promise | str
    also: Promise | str = ""
    moment: datetime | None = None
    day: date | None = None
    is_done: bool = False
    is_now: bool = False


def timeline(
    call: Call, *, sent_at: datetime | None = None, way: ContactWay | str = ""
) -> list[Step]:
    """From the deadline to the first meeting; with `sent_at`, from then on.

    `way` is how the applicant wants to be contacted, if known.
    """
    is_closed = call.has_closed
    steps = []
    if sent_at:
        steps.append(Step(_("You sent your application."), moment=sent_at, is_done=True))
        until = _("Until then you can correct or withdraw your application.")
        stays = _("If you do nothing, it stays as you sent it.")
        steps.append(
            Step(until, stays, moment=call.closes_at, is_done=is_closed, is_now=not is_closed)
        )
    answer = _("Everyone gets an answer by then.")
    if not call.answers_until:
        answer = _("Everyone gets an answer.")
    steps += [
        Step(READING, is_now=is_closed),
        Step(CHOOSING, CONFIRMING),
        Step(answer, _reached(way), day=call.answers_until),
    ]
    if call.meets_from:
        steps.append(Step(_("The group meets for the first time."), day=call.meets_from))
    return steps


def _reached(way: ContactWay | str) -> str:
    """How the applicant asked to be contacted; "" if they did not say."""
    if not way:
        return ""
    # Translators: %(way)s is one of the choices such as "Email" or "Mail to an address".
    return _("You asked us to reach you this way: %(way)s.") % {"way": ContactWay(way).label}
