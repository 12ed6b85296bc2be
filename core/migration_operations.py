"""Migration operations that create many tables or add many columns."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


class _Together(Operation):
    """Several operations in one.

    After each operation Django renders its model and all related ones, here nearly every model:
    a hundred tables took four times as long as with one rendering for all.
    """

    operations: list[Operation]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered again at the next use
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """In their order; both states are rendered before anything is locked."""
        assert from_state.apps and to_state.apps
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """In reverse order."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)


class CreateModels(_Together):
    """Several tables."""

    def __init__(self, models: list[CreateModel]) -> None:
        self.operations = models

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return f"Create models {', '.join(model.name for model in self.operations)}"


class AddFields(_Together):
    """Several fields of several tables: {"call": {"title_es": …}}."""

    def __init__(self, fields: dict[str, dict[str, Field]]) -> None:
        self.fields = fields
        self.operations = [
            AddField(model_name, name, field)
            for model_name, added in fields.items()
            for name, field in added.items()
        ]

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return f"Add fields to {', '.join(self.fields)}"


class ChangeTables(_Together):
    """Any changes of tables: of fields, constraints and options."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return "; ".join(operation.describe() for operation in self.operations)
