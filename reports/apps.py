"""Reads everything, changes nothing, has no tables."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
