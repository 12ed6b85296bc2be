"""The tables of calls, drafts, applications and what staff do with them."""

from applications.models.answer import Answer
from applications.models.application import Application, Revision
from applications.models.call import Call, CallSection
from applications.models.contact import Contact, Support
from applications.models.contact_change import ContactChange
from applications.models.contact_log import ContactLogEntry
from applications.models.draft import AboutYouDraft, Draft
from applications.models.duplicate import DuplicateMark, PossibleDuplicate
from applications.models.duplicate_key import DuplicateKey
from applications.models.erasure import Erasure
from applications.models.extension import DeadlineExtension
from applications.models.hand_out import DeletionTakenBack, HandedOutAnswer, HandOut
from applications.models.import_recipe import ImportRecipe
from applications.models.imported import (
    ImportBatch,
    ImportedRow,
    ImportProgress,
    WaitingRow,
)
from applications.models.late_entry import LateEntry
from applications.models.legal_hold import LegalHold
from applications.models.paper_entry import PaperEntry
from applications.models.place import (
    Cluster,
    Neighborhood,
    SpokenLanguage,
    ZipCode,
    ZipNeighborhood,
)
from applications.models.question import Choice, Question
from applications.models.redaction import Redaction
from applications.models.representation import AboutYouAnswer
from applications.models.residency import ResidencyCheck
from applications.models.scanned_page import ScannedPage
from applications.models.search_entry import SearchEntry
from applications.models.site_text import Notice, Office, Page
from applications.models.translation import AnswerLanguage, LanguageRead, Translation
from applications.models.withdrawal import WithdrawalRequest
from applications.models.wording_check import WordingCheck, WordingWaiver

__all__ = [
    "AboutYouAnswer",
    "AboutYouDraft",
    "Answer",
    "AnswerLanguage",
    "Application",
    "Call",
    "CallSection",
    "Choice",
    "Cluster",
    "Contact",
    "ContactChange",
    "DeadlineExtension",
    "DeletionTakenBack",
    "ContactLogEntry",
    "Draft",
    "DuplicateMark",
    "Erasure",
    "HandOut",
    "HandedOutAnswer",
    "ImportBatch",
    "ImportProgress",
    "ImportRecipe",
    "ImportedRow",
    "LanguageRead",
    "LegalHold",
    "LateEntry",
    "DuplicateKey",
    "Neighborhood",
    "Notice",
    "Office",
    "Page",
    "PaperEntry",
    "PossibleDuplicate",
    "Question",
    "Redaction",
    "ResidencyCheck",
    "Revision",
    "SearchEntry",
    "ScannedPage",
    "SpokenLanguage",
    "Support",
    "Translation",
    "WaitingRow",
    "ZipCode",
    "ZipNeighborhood",
    "WithdrawalRequest",
    "WordingCheck",
    "WordingWaiver",
]
