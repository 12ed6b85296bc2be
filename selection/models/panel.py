"""Panels: the one on the board, which people move about, and those saved from it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.database_code import body
from reviewers.models import ScoreVersion
from selection.enums import Caution, Direction, MoveKind
from selection.models.run import Run
from selection.models.target import TargetSet


class Panel(models.Model):
    """A set of people for the seats of a call.

    The one without a `name` is on the board: `version` counts its moves, locks and pairs, so that a
    page knows whether it is stale. A saved one has a name and never changes.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "name",
            "version",
            "run",
            "target_set",
            "score_version",
            "saved_at",
        ],
        privacy.STAFF: ["saved_by"],
    }
    history_leaves_out = "all"  # its moves are its history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="panels")
    name = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="panels")
    target_set = models.ForeignKey(TargetSet, on_delete=models.PROTECT, null=True, related_name="+")
    score_version = models.ForeignKey(
        ScoreVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="one_panel_a_name"),
            models.CheckConstraint(
                condition=Q(name="", saved_by=None, saved_at=None)
                | ~Q(name="") & Q(saved_by__isnull=False, saved_at__isnull=False),
                name="a_saved_panel_says_who_and_when",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_saved_panel_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__name=""),
            )
        ]

    def __str__(self) -> str:
        return self.name or "the board"


class PanelPerson(models.Model):
    """Somebody in a panel; `despite` is what was unusual and confirmed."""

    privacy = {
        privacy.RECORD: ["id", "panel", "application", "despite", "at"],
        privacy.STAFF: ["by"],
    }
    history_leaves_out = "all"  # moves of the board say who came and went

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="people")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    despite = ArrayField(
        models.CharField(max_length=12, choices=Caution),
        verbose_name="chosen although",
        default=list,
        blank=True,
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "people of a panel"
        ordering = ["panel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "application"], name="nobody_is_in_a_panel_twice"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_somebody_who_counts_comes_onto_the_board",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("selection", "only_somebody_who_counts_comes_onto_the_board"),
            ),
            pgtrigger.Trigger(
                name="people_of_a_saved_panel_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=body("selection", "people_of_a_saved_panel_stay"),
            ),
            refuse_practice_rows(name="practice_is_in_no_panel", application="NEW.application_id"),
        ]

    def __str__(self) -> str:
        return str(self.application)


class BoardMove(models.Model):
    """One change of the board, append-only; undoing is a move of its own that `undoes` another."""

    privacy = {
        privacy.RECORD: ["id", "panel", "number", "kind", "run", "put", "undoes", "at"],
        privacy.STAFF: ["reason", "by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=MoveKind)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    put = models.ForeignKey(Panel, on_delete=models.PROTECT, null=True, related_name="+")
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = "move on the board"
        verbose_name_plural = "moves on the board"
        ordering = ["panel", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="one_move_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_move_says_why"),
            models.CheckConstraint(
                condition=Q(kind=MoveKind.UNDO, undoes__isnull=False)
                | ~Q(kind=MoveKind.UNDO) & Q(undoes=None),
                name="only_undoing_names_a_move",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="moves_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"move {self.number}"


class MovePerson(models.Model):
    """Somebody who came in or left by a move, and how unusual that was."""

    privacy = {privacy.RECORD: ["id", "move", "application", "direction", "despite"]}
    history_leaves_out = "all"  # append-only: it is its own history

    move = models.ForeignKey(BoardMove, on_delete=models.PROTECT, related_name="people")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction)
    despite = ArrayField(models.CharField(max_length=12, choices=Caution), default=list, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "people of a move"
        ordering = ["move", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["move", "application"], name="nobody_is_in_a_move_twice"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="people_of_moves_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.direction}"
