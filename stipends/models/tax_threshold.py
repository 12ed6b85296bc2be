"""From how much a year payments to one payee are reported to the tax office."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core import privacy
from core.history import tracked


@tracked()
class TaxThreshold(models.Model):
    """The threshold of a year and of the years after it, until another row; finance types it in.

    Of two for one year the newer holds: a slip is typed again, and stays on record.
    """

    privacy = {
        privacy.RECORD: ["id", "year", "amount_cents", "source", "noted_at"],
        privacy.STAFF: ["noted_by"],
    }

    year = models.PositiveSmallIntegerField("from the year")
    amount_cents = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2099),
                name="a_threshold_is_of_a_year_between_2000_and_2099",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="a_threshold_is_some_money"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_threshold_has_a_source"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="thresholds_are_never_rewritten",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
