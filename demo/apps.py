"""An invented open call; it exists only after `load_demo`."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from demo import checks


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        register(checks.no_demo_accounts, Tags.database)
