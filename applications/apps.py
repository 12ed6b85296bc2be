"""From an open call to a complete application."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
