"""What happens before the site or the worker starts: checks, and loading."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import OperationalError
from django.template.loader import get_template
from django.utils import translation

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


def load_everything() -> None:
    """Load the code, templates and words of all pages, which Django would do page by page.

    An upgrade changes the files under a site that runs: what is loaded later would be of another
    version than what is loaded already.
    """
    load_code()
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.*")):
        get_template(str(path.relative_to(folder)))
    for code, _name in settings.LANGUAGES:
        translation.activate(code)
    translation.deactivate()


def load_code() -> None:
    """Import every module of our apps but those of commands and migrations."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR:  # ours
            for module in walk_packages([app.path], f"{app.name}."):
                if not {"migrations", "management"} & set(module.name.split(".")):
                    import_module(module.name)
