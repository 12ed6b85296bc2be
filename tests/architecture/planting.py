"""Models that exist only while a test feeds them to a check."""

from typing import Any

from django.db import models

Model = type[models.Model]


def planted_model(
    name: str = "Planted", /, *, meta: dict[str, Any] | None = None, **attributes: object
) -> Model:
    """A model of core; call it under `isolate_apps("core")`, once for each name."""
    options = type("Meta", (), {"app_label": "core", "default_permissions": (), **(meta or {})})
    return type(name, (models.Model,), {**attributes, "Meta": options, "__module__": __name__})
