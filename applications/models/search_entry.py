"""The search index: one row per application, written by database triggers only."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Concat

from applications.enums import ApplicationStatus, Channel, ResidencyStatus
from applications.models.application import Application, Revision
from applications.models.call import Call
from applications.models.contact import Contact
from applications.models.paper_entry import PaperEntry
from applications.models.place import Neighborhood
from applications.models.residency import ResidencyCheck
from core import languages, privacy

_FILTERS = ("status", "channel", "language", "residency", "neighborhood")


class SearchEntry(models.Model):
    """The current revision's name, reference, ways to reach and address as plain words; filters and
    what lists are sorted by.

    Lists of a million applications read this table only. Triggers on the tables it is derived
    from call the SQL function keep_search_entry, so it is always up to date.
    """

    privacy = {
        privacy.RECORD: [
            "application",
            "call",
            "received_at",
            "status",
            "channel",
            "language",
            "residency",
            "is_unsigned",
            "reference",
        ],
        privacy.COUNTED: ["neighborhood", "neighborhood_order"],
        privacy.PERSONAL: ["search_text", "sort_name"],
    }
    history_leaves_out = "all"  # derived from other tables, which have theirs
    leads_to_applicant = "application"
    derived_by = "keep_search_entry"  # so blanked when the contact is

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ApplicationStatus)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=7, choices=languages.as_choices())
    residency = models.CharField(max_length=14, choices=ResidencyStatus)
    is_unsigned = models.BooleanField(default=False, db_default=False)  # on paper, or by phone
    neighborhood = models.ForeignKey(
        Neighborhood, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # NULL if a paper names none
    search_text = models.TextField()
    reference = models.CharField(max_length=24)
    sort_name = models.TextField()  # the name that we use, in plain words
    neighborhood_order = models.PositiveSmallIntegerField()  # in the form; after all if none

    class Meta:
        default_permissions = ()
        ordering = ["-received_at", "-application_id"]
        indexes = [
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="search_text_by_trigrams"
            ),
            models.Index(fields=["-received_at", "-application"], name="entries_newest_first"),
            models.Index(fields=["call", "-received_at", "-application"], name="entries_by_call"),
            *(
                models.Index(
                    fields=["call", name, "-received_at", "-application"], name=f"entries_by_{name}"
                )
                for name in (*_FILTERS, "neighborhood_order")
            ),
            models.Index(
                fields=["call", "-received_at", "-application"],
                condition=Q(is_unsigned=True),
                name="entries_unsigned",
            ),
            models.Index(fields=["call", "sort_name", "application"], name="entries_by_name"),
            models.Index(fields=["call", "reference"], name="entries_by_reference"),
        ]

    def __str__(self) -> str:
        return f"entry of application {self.pk}"


def _keep_entry_trigger(
    name: str, operation: pgtrigger.Operation, application: str, **when: Any
) -> Any:
    """A trigger that updates an application's entry."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        func=f"PERFORM keep_search_entry({application}); RETURN NULL;",
        **when,
    )


_OF_CONTACT = "(SELECT application_id FROM applications_revision WHERE id = NEW.revision_id)"
pgtrigger.register(
    _keep_entry_trigger("a_contact_is_found", pgtrigger.Insert | pgtrigger.Update, _OF_CONTACT)
)(Contact)
pgtrigger.register(
    _keep_entry_trigger(
        "a_revision_is_found",
        pgtrigger.Update,
        "NEW.application_id",
        condition=pgtrigger.AnyChange("is_current", "language"),
    )
)(Revision)
pgtrigger.register(
    _keep_entry_trigger(
        "an_application_is_found",
        pgtrigger.Update,
        "NEW.id",
        condition=pgtrigger.AnyChange("status", "channel", "received_at", "reference", "call"),
    )
)(Application)
pgtrigger.register(
    _keep_entry_trigger("a_residency_check_is_found", pgtrigger.Insert, "NEW.application_id")
)(ResidencyCheck)


pgtrigger.register(_keep_entry_trigger("a_signature_is_found", pgtrigger.Insert, _OF_CONTACT))(
    PaperEntry
)


# A phone number with any punctuation.
_PHONE = re.compile(r"[+(]?\d[\d\s().+/-]{4,}\d")
_SHORT = 3  # letters; a trigram index finds nothing shorter


@dataclass(frozen=True)
class Term:
    """One word to search for; `at_start`: only at the start of a word."""

    word: str
    at_start: bool = False


def terms(typed: str) -> list[Term]:
    """The words that must all match: phone numbers as digits, the rest split at spaces.

    One or two letters match only at the start of a word; not in scripts without capitals, where
    two characters may be a whole given name inside a longer one: 小明 in 王小明.
    """
    western = "".join(
        str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in typed
    )
    terms = [Term(_digits(phone)) for phone in _PHONE.findall(western)]
    for word in _PHONE.sub(" ", western).split():
        has_capitals = word.lower() != word.upper()
        at_start = len(word) < _SHORT and (has_capitals or word.isascii())
        terms.append(Term(word, at_start))
    return terms


def _digits(phone: str) -> str:
    """Its digits, without the country code."""
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def matching(typed: str, reference: str) -> Q:
    """Condition: entries with every word of `typed`, in plain form.

    `reference` is `typed` read as a reference or as the beginning of one, without dashes; "" if it
    cannot be one.
    """
    has_words = Q()
    for term in terms(typed):
        plain = Func(Value(term.word), function="plain_words", output_field=models.TextField())
        has_words &= Q(search_text__contains=Concat(Value(" "), plain) if term.at_start else plain)
    return has_words | Q(search_text__contains=reference.lower()) if reference else has_words
