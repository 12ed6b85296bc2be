"""Who looks at the board of a call: so that two coordinators see each other."""

from django.conf import settings
from django.db import models

from applications.models import Call
from core import privacy


class BoardVisit(models.Model):
    """The last sign of life of one person on a board.

    `caught_up_at`: what others did later is new to them.
    """

    privacy = {privacy.STAFF: ["id", "call", "user", "at", "caught_up_at"]}
    history_leaves_out = "all"  # changes every few seconds

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    caught_up_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = "visit to the board"
        verbose_name_plural = "visits to the board"
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="one_visit_a_person_a_board")
        ]

    def __str__(self) -> str:
        return f"{self.user} on the board of {self.call}"
