"""Reports read all apps, change nothing, and have no tables."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
