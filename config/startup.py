"""Checks before the site or the worker starts."""

from django.conf import settings
from django.core import checks
from django.db import OperationalError

from config.env import SettingsError


def refuse_unsafe_database() -> None:
    """Raises SettingsError, with advice, for a database that a public site must not use.

    One that cannot be reached is accepted: pages say so until it is back.
    """
    if settings.DEMO:
        return
    try:
        found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    except OperationalError:
        return
    advice = [f"{each.msg}. {each.hint}" for each in found if each.is_serious()]
    if advice:
        raise SettingsError("\n".join(["The site does not start on this database:", *advice]))
