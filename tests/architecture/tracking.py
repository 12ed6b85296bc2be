"""Every field is classified for privacy, and tracked in history or left out on purpose."""

from collections.abc import Iterator, Mapping

import pghistory
from django.apps import apps
from django.db import models
from modeltranslation.translator import translator
from pghistory.models import Event

from core import privacy
from core.privacy import Erase, Privacy
from tests.architecture.source import APPS
from tests.architecture.tables import our_models

Model = type[models.Model]

# What the history must never hold: erasing would have to hunt for it.
NOT_IN_HISTORY = {
    privacy.PERSONAL,
    privacy.SENSITIVE,
    privacy.ANSWER,
    privacy.COUNTED,
    privacy.SPECIAL,
    privacy.SECRET,
    privacy.UNSENT,
}
EVENTS = {pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent}

LEFT_OUT = "history_leaves_out"

# Many-to-many tables whose rows need no history: "app.Model" → reason
UNTRACKED_THROUGH: dict[str, str] = {}


def all_models() -> list[Model]:
    """Every table: ours, histories, many-to-many, packages'."""
    return list(apps.get_models(include_auto_created=True))


def fields_of(model: Model) -> list[str]:
    """The columns of a model, and its many-to-many fields, which are tables of their own."""
    own = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field.name for field in own]


def base_field(model: Model, name: str) -> str:
    """`title` for `title_es`; other names are their own."""
    if model in translator.get_registered_models():
        for base, columns in translator.get_options_for_model(model).all_fields.items():
            if name in {column.name for column in columns}:
                return base
    return name


def classes_of(
    model: Model, name: str, third_party: Mapping[str, Privacy] = privacy.THIRD_PARTY
) -> list[Privacy]:
    """Every class that a field is declared to be in; should be one."""
    meta = model._meta.concrete_model._meta
    if issubclass(model, Event):
        tracked = model.pgh_tracked_model
        own = name.startswith("pgh_") and name not in fields_of(tracked)
        return [privacy.RECORD] if own else classes_of(tracked, name, third_party)
    if meta.auto_created:
        return classes_of(meta.auto_created, _many_to_many(meta.model), third_party)
    if meta.app_label not in APPS:
        return [third_party[meta.label]] if meta.label in third_party else []
    declared = vars(model).get("privacy", {})
    return [kind for kind, names in declared.items() for n in names if n == base_field(model, name)]


def _many_to_many(through: Model) -> str:
    """The field that a many-to-many table was made for."""
    owner = through._meta.auto_created
    return next(f.name for f in owner._meta.local_many_to_many if f.remote_field.through is through)


def privacy_faults(
    model: Model, third_party: Mapping[str, Privacy] = privacy.THIRD_PARTY
) -> Iterator[str]:
    """Fields of a model that are not classified exactly once, and entries without a field."""
    for name in fields_of(model):
        found = classes_of(model, name, third_party)
        if len(found) != 1:
            kinds = ", ".join(kind.name for kind in found) or "not at all"
            yield f"{model._meta.label}.{name} must be classified once, not: {kinds}"
    for names in vars(model).get("privacy", {}).values():
        for name in set(names) - set(fields_of(model)):
            yield f"{model._meta.label} classifies {name}, which is no field"


def idle_third_party(third_party: Mapping[str, Privacy]) -> set[str]:
    """Classified tables that no installed package has."""
    return set(third_party) - {model._meta.label for model in all_models()}


def automatic_permissions(model: Model) -> bool:
    """Whether Django would add its add, change, delete and view permissions to ours."""
    return tuple(model._meta.default_permissions) != ()


def histories_of(model: Model) -> list[type[Event]]:
    """The event models that track a model, itself or through a proxy of it."""
    return [
        history
        for history in all_models()
        if issubclass(history, Event) and history.pgh_tracked_model._meta.concrete_model is model
    ]


def history_faults(model: Model) -> Iterator[str]:
    """Fields that are neither tracked nor left out on purpose, or both; missing events."""
    label, histories = model._meta.label, histories_of(model)
    said_by = [model, *(history.pgh_tracked_model for history in histories)]
    left_out = next((vars(m)[LEFT_OUT] for m in said_by if LEFT_OUT in vars(m)), None)
    if left_out == "all":
        yield from (f"{label} leaves out all, and has {h._meta.label}" for h in histories)
        return
    if left_out is None or len(histories) != 1:
        yield f"{label} has {len(histories)} histories and must say what they leave out"
        return
    history = histories[0]
    columns = {field.name for field in model._meta.concrete_fields}
    tracked = {name for name in fields_of(history) if not name.startswith("pgh_")}
    meant = {name for name in columns if base_field(model, name) not in left_out}
    yield from (f"{label}.{name} is not tracked" for name in sorted(meant - tracked))
    yield from (f"{label}.{name} is tracked against its word" for name in sorted(tracked - meant))
    yield from (f"{label} leaves out {n}, no field" for n in sorted(set(left_out) - columns))
    recorded = {type(tracker) for tracker in history.pgh_trackers}
    yield from (f"{label}: no {missing.__name__}" for missing in EVENTS - recorded)


def exposed_in_history(history: type[Event]) -> Iterator[str]:
    """Columns of an event table that hold what people wrote or who they are, or secrets."""
    for name in fields_of(history):
        if NOT_IN_HISTORY & set(classes_of(history, name)):
            yield f"{history._meta.label}.{name} keeps what erasing would miss"


def tracked_models() -> list[Model]:
    """All models that need a history: ours, and their many-to-many tables."""
    through = [
        field.remote_field.through
        for model in our_models()
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]
    return our_models() + [t for t in through if t._meta.label not in UNTRACKED_THROUGH]


# Models that hold what erasing must reach, but of no one application: "app.Model" → reason
ERASED_OTHERWISE = {
    "core.OutgoingMail": "found by the reference that a message names",
    "applications.ImportBatch": "emptied with the rows that wait",
    "applications.WaitingRow": "no application yet: deleted after a week, or when it becomes one",
}


def unreachable(model: Model) -> Iterator[str]:
    """Tables with fields to erase that do not say whose they are."""
    declared = vars(model).get("privacy", {})
    erased = [
        name
        for kind, names in declared.items()
        if kind.erase is not Erase.KEEP and kind is not privacy.SECRET
        for name in names
    ]
    says_whose = "leads_to_applicant" in vars(model) or model._meta.label in ERASED_OTHERWISE
    if erased and not says_whose:
        yield f"{model._meta.label} does not say by `leads_to_applicant` whose {erased} are"
