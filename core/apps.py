"""What all apps share."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from core import checks


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        register(checks.database_is_safe, Tags.database)
        register(checks.site_owns_nothing, Tags.database)
