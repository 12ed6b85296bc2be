"""Operations for migrations that make many tables, or add many columns."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


class CreateModels(Operation):
    """Several `CreateModel` as one.

    After each operation Django renders the new model and all that it is related to, which here is
    nearly every model: a hundred tables took four times as long as with one rendering for all.
    """

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them, before anything is rendered."""
        state.__dict__.pop("apps", None)  # rendered when it is next asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Makes their tables."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops their tables, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return f"Create models {', '.join(model.name for model in self.models)}"


class AddFields(Operation):
    """Several fields of several tables as one, for the same reason: {"call": {"title_es": …}}."""

    def __init__(self, fields: dict[str, dict[str, Field]]) -> None:
        self.fields = fields

    @property
    def _operations(self) -> list[AddField]:
        return [
            AddField(model_name, name, field)
            for model_name, added in self.fields.items()
            for name, field in added.items()
        ]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them, before anything is rendered."""
        state.__dict__.pop("apps", None)
        for operation in self._operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Adds their columns."""
        for operation in self._operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops their columns."""
        for operation in self._operations:
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return f"Add fields to {', '.join(self.fields)}"
