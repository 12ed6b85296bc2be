"""From "we have a call" to "we hold a complete application"."""

from applications.models.answer import Answer
from applications.models.application import Application, Revision
from applications.models.call import Call, CallSection
from applications.models.contact import Contact, Support
from applications.models.draft import AboutYouDraft, Draft
from applications.models.late_entry import LateEntry
from applications.models.paper_entry import PaperEntry
from applications.models.place import (
    Cluster,
    Neighborhood,
    SpokenLanguage,
    ZipCode,
    ZipNeighborhood,
)
from applications.models.question import Choice, Question
from applications.models.representation import AboutYouAnswer
from applications.models.scanned_page import ScannedPage
from applications.models.site_text import Notice, Page

__all__ = [
    "AboutYouAnswer",
    "AboutYouDraft",
    "Answer",
    "Application",
    "Call",
    "CallSection",
    "Choice",
    "Cluster",
    "Contact",
    "Draft",
    "LateEntry",
    "Neighborhood",
    "Notice",
    "Page",
    "PaperEntry",
    "Question",
    "Revision",
    "ScannedPage",
    "SpokenLanguage",
    "Support",
    "ZipCode",
    "ZipNeighborhood",
]
