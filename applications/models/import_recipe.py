"""How the columns of a file of applications are read, kept for the next file like it."""

from django.conf import settings
from django.db import models

from applications.enums import DateOrder, FileZone
from applications.models.call import Call
from core import languages, privacy
from core.history import tracked


class Matching(models.Model):
    """How the columns of a file are read; a batch has it, and a recipe for the next file.

    `headings` are those of all columns, `columns` what each of them fills: {"0": "received_at"}.
    `choices` are what values mean: {"home-neighborhood": {"dot": "dorchester"}}.
    """

    headings = models.JSONField(default=list)
    columns = models.JSONField("matched columns", default=dict)
    choices = models.JSONField("matched choices", default=dict)
    date_order = models.CharField(max_length=3, choices=DateOrder, blank=True)
    zone = models.CharField("clock", max_length=4, choices=FileZone, default=FileZone.CITY)
    language = models.CharField(
        "language of rows that name none",
        max_length=7,
        choices=languages.as_choices(),
        default=languages.ENGLISH.code,
    )

    class Meta:
        abstract = True


MATCHING = ["headings", "columns", "date_order", "zone", "language"]


@tracked()
class ImportRecipe(Matching):
    """How a file with these headings was read last, for the next one of the same call."""

    privacy = {
        privacy.CONFIGURATION: ["id", "call", "headings_digest", *MATCHING, "choices"],
        privacy.STAFF: ["saved_by", "saved_at"],
    }

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    headings_digest = models.CharField(max_length=64)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["call", "headings_digest"], name="one_recipe_for_the_same_headings"
            )
        ]

    def __str__(self) -> str:
        return f"recipe {self.pk}"
