"""Search keys for duplicates: one row per application, written by database triggers only."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from applications.models.application import Application, Revision
from applications.models.call import Call
from applications.models.contact import Contact
from core import privacy

_KEYS = ["full_key", "chosen_key", "phone_key", "email_key"]


class DuplicateKey(models.Model):
    """The current revision's names, phone and e-mail, normalized.

    The SQL function name_key normalizes names: no accents, one form for letters with several
    spellings, words and Chinese characters separated. Addresses are not used: neighbors, families
    and shelters share one. Triggers call keep_duplicate_key, which writes the row and deletes the
    pairs found by the old keys. `is_compared` is false until the worker has searched for
    similar applications.
    """

    privacy = {
        privacy.RECORD: ["application", "call", "is_compared"],
        privacy.PERSONAL: _KEYS,
    }
    history_leaves_out = "all"  # derived from other tables, which have theirs
    leads_to_applicant = "application"
    derived_by = "keep_duplicate_key"  # so blanked when the contact is

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    full_key = models.TextField()
    chosen_key = models.TextField()
    phone_key = models.TextField()
    email_key = models.TextField()
    is_compared = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["full_key"], opclasses=["gin_trgm_ops"], name="matched_by_full_name"),
            GinIndex(
                fields=["chosen_key"], opclasses=["gin_trgm_ops"], name="matched_by_chosen_name"
            ),
            models.Index(fields=["phone_key"], name="matched_by_phone"),
            models.Index(fields=["email_key"], name="matched_by_email"),
            models.Index(
                fields=["application"],
                condition=Q(is_compared=False),
                name="entries_not_compared_yet",
            ),
        ]

    def __str__(self) -> str:
        return f"duplicate key of application {self.pk}"


_OF_CONTACT = "(SELECT application_id FROM applications_revision WHERE id = NEW.revision_id)"
pgtrigger.register(
    pgtrigger.Trigger(
        name="a_contact_is_matched",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"PERFORM keep_duplicate_key({_OF_CONTACT}); RETURN NULL;",
    )
)(Contact)
pgtrigger.register(
    pgtrigger.Trigger(
        name="a_revision_is_matched",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("is_current"),
        func="PERFORM keep_duplicate_key(NEW.application_id); RETURN NULL;",
    )
)(Revision)
