"""Choosing a panel that looks like the city."""

from selection.models.attribute import Attribute
from selection.models.letter import Letter
from selection.models.letter_template import LetterReading, LetterTemplate
from selection.models.lock import Apart, Lock
from selection.models.lot import Lot, ReplacedDraw
from selection.models.meeting import Attendance, Meeting, NeedInEnglish
from selection.models.offer import Acceptance, Offer, OfferStep
from selection.models.outreach import Outreach
from selection.models.panel import BoardMove, MovePerson, Panel, PanelPerson
from selection.models.release import Decision, Release
from selection.models.round import AskedReserve, AvailabilityRound
from selection.models.run import LARGE, Relaxation, Run, RunPerson
from selection.models.seat import Seat
from selection.models.target import Target, TargetSet
from selection.models.visit import BoardVisit

__all__ = [
    "LARGE",
    "Acceptance",
    "NeedInEnglish",
    "Apart",
    "AskedReserve",
    "Attendance",
    "Attribute",
    "AvailabilityRound",
    "BoardMove",
    "BoardVisit",
    "Decision",
    "Letter",
    "LetterReading",
    "LetterTemplate",
    "Lock",
    "Lot",
    "Meeting",
    "MovePerson",
    "Offer",
    "OfferStep",
    "Outreach",
    "Panel",
    "PanelPerson",
    "Relaxation",
    "Release",
    "ReplacedDraw",
    "Run",
    "RunPerson",
    "Seat",
    "Target",
    "TargetSet",
]
