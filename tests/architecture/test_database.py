"""The database is the one we mean: driver, migrations, triggers, roles."""

from importlib.util import find_spec

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from django.db.models import IntegerField

from core.models import User
from core.permissions import MAY, Role
from core.permissions import Permission as Allowed
from stipends.models import LedgerEntry
from tests.architecture.source import expect_none
from tests.factories.staff import stored_roles


def driver_faults(engine: str, uses_psycopg3: bool, has_psycopg3: bool) -> list[str]:
    """Reasons why Django would not talk to PostgreSQL through psycopg2."""
    wrong = {
        f"the engine is {engine}": engine != "django.db.backends.postgresql",
        "Django uses psycopg 3": uses_psycopg3,
        "psycopg 3 is installed: Django would prefer it, silently": has_psycopg3,
    }
    return [words for words, is_so in wrong.items() if is_so]


def unmade_migrations(models: ProjectState) -> dict[str, list[Migration]]:
    """What `makemigrations` would write for these models, by app."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return MigrationAutodetector(loader.project_state(), models).changes(graph=loader.graph)


def trigger_faults() -> list[str]:
    """Triggers that the database lacks or has in an older wording."""
    found = []
    for model, trigger in pgtrigger.registered():
        state, is_on = trigger.get_installation_status(model)
        if state != "INSTALLED" or not is_on:
            found.append(
                f"{model._meta.label}: {trigger.name} is {state}{', off' if is_on is False else ''}"
            )
    return found


def meant_roles() -> dict[str, set[str]]:
    """The same as core.permissions has it."""
    return {role.value: {each.label_in_database for each in MAY[role]} for role in Role}


def test_driver_is_psycopg2() -> None:
    engine = connection.settings_dict["ENGINE"]
    assert connection.Database.__name__ == "psycopg2"
    expect_none(driver_faults(engine, is_psycopg3, find_spec("psycopg") is not None))


@pytest.mark.parametrize(
    ("engine", "uses", "has"),
    [
        ("django.db.backends.sqlite3", False, False),
        ("django.db.backends.postgresql", True, False),
        ("django.db.backends.postgresql", False, True),
    ],
)
def test_driver_of_another_kind_is_caught(engine: str, uses: bool, has: bool) -> None:
    assert len(driver_faults(engine, uses, has)) == 1


@pytest.mark.django_db
def test_migrations_are_all_made() -> None:
    unmade = unmade_migrations(ProjectState.from_apps(apps))
    expect_none(f"{app}: {op.describe()}" for app in unmade for op in unmade[app][0].operations)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migration_that_is_missing_is_caught() -> None:
    models = ProjectState.from_apps(apps)
    models.add_field("core", "user", "planted", IntegerField(default=0), preserve_default=True)
    core = unmade_migrations(models)["core"][0]
    assert "Add field planted to user" in [op.describe() for op in core.operations]


@pytest.mark.django_db
def test_migrations_are_all_applied_and_have_one_end_each() -> None:
    loader = MigrationLoader(connection)
    loader.check_consistent_history(connection)
    assert loader.detect_conflicts() == {}
    assert set(loader.graph.nodes) == set(loader.applied_migrations) & set(loader.graph.nodes)


def test_migrations_with_two_ends_are_caught() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    first = min(key for key in loader.graph.nodes if key[0] == "core")
    for name in ("0099_one", "0099_its_rival"):
        loader.graph.add_node(("core", name), Migration(name, "core"))
        loader.graph.add_dependency(None, ("core", name), first)
    assert "core" in loader.detect_conflicts()


@pytest.mark.django_db
def test_triggers_are_all_installed() -> None:
    assert len(pgtrigger.registered()) > 50
    expect_none(trigger_faults())


def test_trigger_that_is_missing_or_off_is_caught(owner) -> None:
    model, trigger = next(pair for pair in pgtrigger.registered() if pair[0] is LedgerEntry)
    name, before = f"stipends.LedgerEntry: {trigger.name}", trigger_faults()
    trigger.disable(model)
    assert [f for f in trigger_faults() if f not in before] == [f"{name} is INSTALLED, off"]
    trigger.uninstall(model)
    assert [f for f in trigger_faults() if f not in before] == [f"{name} is UNINSTALLED"]


@pytest.mark.django_db
def test_roles_in_the_database_are_the_written_ones() -> None:
    assert stored_roles() == meant_roles()
    assert set(MAY) == set(Role)
    ours = Permission.objects.filter(content_type__app_label="core", content_type__model="user")
    assert set(ours.values_list("codename", flat=True)) == set(Allowed.values)


@pytest.mark.django_db
def test_roles_that_differ_are_caught() -> None:
    clerk = Group.objects.get(name=Role.CLERK)
    clerk.permissions.add(Permission.objects.get(codename=Allowed.PAY_STIPENDS))
    assert stored_roles() != meant_roles()


@pytest.mark.django_db
def test_superuser_is_refused_by_the_database() -> None:
    ordinary = User.objects.create_user("one@example.org", "a password", name="One")
    assert not ordinary.is_superuser
    with pytest.raises(IntegrityError, match="nobody_is_a_superuser"), transaction.atomic():
        User.objects.create_user("two@example.org", "a password", name="Two", is_superuser=True)
    with pytest.raises(IntegrityError, match="nobody_is_a_superuser"), transaction.atomic():
        User.objects.filter(pk=ordinary.pk).update(is_superuser=True)
