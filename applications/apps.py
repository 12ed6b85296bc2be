"""From 'we have a call' to 'we hold a complete application'."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
