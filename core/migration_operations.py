"""Migration operations that render the models as seldom as can be, and never under a lock."""

from itertools import pairwise

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddField, CreateModel, RunSQL
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
    """Any changes of tables that need no state in between; `RunSQL` too."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def describe(self) -> str:
        """The line that `migrate --plan` shows."""
        return "; ".join(operation.describe() for operation in self.operations)


class Steps(ChangeTables):
    """Changes that build on each other: a column is filled before it may not be empty any more.

    Django would render a state on the way when an operation asks for it, which takes a second, and
    the operations before it keep their tables locked. Here all are rendered before the first runs.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """In their order, each between the states before and after it."""
        states = self._states(app_label, from_state, to_state)
        for operation, (before, after) in zip(self.operations, pairwise(states), strict=True):
            operation.database_forwards(app_label, schema_editor, before, after)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """In reverse order; `to_state` is the one before all of them."""
        states = self._states(app_label, to_state, from_state)
        steps = list(zip(self.operations, pairwise(states), strict=True))
        for operation, (before, after) in reversed(steps):
            operation.database_backwards(app_label, schema_editor, after, before)

    def _states(
        self, app_label: str, first: ProjectState, last: ProjectState
    ) -> list[ProjectState]:
        """Before each operation and after the last one, rendered."""
        states = [first]
        for operation in self.operations[:-1]:
            state = states[-1]
            if not isinstance(operation, RunSQL):
                state = state.clone()
                state.__dict__.pop("apps", None)
                operation.state_forwards(app_label, state)
            states.append(state)
        states.append(last)
        assert all(state.apps for state in states)
        return states
