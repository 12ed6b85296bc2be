"""Notices that stand on top of every public page for a while."""

from django.db import models
from django.db.models import F, Q

from core import privacy


class Notice(models.Model):
    """A dated notice, such as the one on COVID-19."""

    privacy = {privacy.CONFIGURATION: ["id", "key", "title", "body", "starts_on", "ends_on"]}

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    body = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_notice_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title
