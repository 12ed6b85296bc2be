"""Choosing a panel that looks like the city."""

from selection.models.decision import Decision
from selection.models.target import Target

__all__ = ["Decision", "Target"]
