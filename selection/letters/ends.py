"""What somebody was told when their offer or seat ended, beside the letters of their decision."""

from dataclasses import dataclass
from datetime import timedelta

from applications.enums import ApplicationStatus
from applications.models import Application
from core.models import OutgoingMail
from core.pills import Pill
from selection.enums import OfferStepKind
from selection.letter_enums import LetterState
from selection.models import OfferStep
from selection.models.letter import state_of_mail

ENDS = (OfferStepKind.LAPSED, OfferStepKind.TAKEN_BACK, OfferStepKind.VACATED)
AT_ONCE = timedelta(seconds=30)  # the mail is queued in the same transaction


@dataclass(frozen=True)
class End:
    """The end of an offer or seat, and where the mail about it is, if one went."""

    step: OfferStep
    mail: OutgoingMail | None
    is_told: bool

    @property
    def pill(self) -> Pill:
        """Whether they know."""
        if self.is_told:
            return LetterState.TOLD.pill
        return state_of_mail(self.mail).pill


def ends_about(application: Application) -> list[End]:
    """Those they were told of, the newest first; who withdrew is told that they withdrew."""
    if application.status == ApplicationStatus.WITHDRAWN:
        return []
    steps = OfferStep.objects.filter(offer__decision__application=application)
    told = set(steps.filter(kind=OfferStepKind.TOLD).values_list("offer", flat=True))
    ended = [(step, _mail_about(application, step)) for step in steps.filter(kind__in=ENDS)]
    found = [End(step, mail, step.offer_id in told) for step, mail in ended]
    return [end for end in reversed(found) if end.mail or end.is_told]


def _mail_about(application: Application, step: OfferStep) -> OutgoingMail | None:
    near = (step.at - AT_ONCE, step.at + AT_ONCE)
    mails = OutgoingMail.objects.filter(queued_at__range=near)
    return mails.filter(subject__contains=application.reference).order_by("-pk").first()
