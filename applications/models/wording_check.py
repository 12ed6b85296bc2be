"""Checks of translated wording, and waivers for calls that open without one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from applications.enums import WordingArea
from applications.models.call import Call
from core import languages, privacy
from core.history import tracked

TRANSLATED = [
    (language.code, language.english_name)
    for language in languages.ALL
    if language is not languages.ENGLISH
]


@tracked()
class WordingCheck(models.Model):
    """An office has checked these texts in a language, each by a digest of it and its English.

    Editing either changes the digest, so the text counts as unchecked.
    """

    privacy = {
        privacy.CONFIGURATION: ["id", "language", "area", "office", "digests", "at"],
        privacy.STAFF: ["by"],
    }

    language = models.CharField(max_length=7, choices=TRANSLATED)
    area = models.CharField(max_length=9, choices=WordingArea)
    office = models.CharField(max_length=120)
    digests = ArrayField(models.CharField(max_length=64), verbose_name="texts checked")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["language", "-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(office=""), name="a_check_names_an_office"),
            models.CheckConstraint(condition=~Q(digests=[]), name="a_check_is_of_some_words"),
            models.CheckConstraint(
                condition=~Q(language=languages.ENGLISH.code), name="a_check_is_never_of_english"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()} in {self.get_language_display()}"


@tracked()
class WordingWaiver(models.Model):
    """A decision that a call may open although some texts in a language are unchecked."""

    privacy = {
        privacy.CONFIGURATION: ["id", "call", "language", "at"],
        privacy.STAFF: ["reason", "by"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="wording_waivers")
    language = models.CharField(max_length=7, choices=TRANSLATED)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "language"], name="a_language_of_a_call_is_waived_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} without a check of {self.get_language_display()}"
