"""An invented call in full swing; nothing of it exists unless its command is run."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
