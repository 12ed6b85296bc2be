"""More readings, or fewer, for one application than its call gives to each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked


@tracked()
class WantedReadings(models.Model):
    """How many readings a coordinator wants of one application, instead of the call's number."""

    privacy = {
        privacy.RECORD: ["application", "readings", "at"],
        privacy.STAFF: ["by", "reason"],
    }

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, primary_key=True, related_name="wanted_readings"
    )
    readings = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "wanted readings"
        constraints = [
            models.CheckConstraint(
                condition=Q(readings__range=(1, 20)) & ~Q(reason=""),
                name="wanted_readings_say_how_many_and_why",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_wants_no_readings", application="NEW.application_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.readings} readings"
