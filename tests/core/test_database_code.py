"""`migrate` updates functions, triggers and roles to their current text, whatever was there."""

import pgtrigger
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from core.models import AccessEvent, User
from core.permissions import MAY, Role


def trigger(model: type, name: str) -> pgtrigger.Trigger:
    return next(t for m, t in pgtrigger.registered() if m is model and t.name == name)


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def functions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        return {name for (name,) in cursor.fetchall()}


def migrate() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)


def test_trigger_that_is_missing_or_reads_differently_is_put_back(owner) -> None:
    gone = trigger(AccessEvent, "access_events_are_append_only")
    gone.uninstall(AccessEvent)
    changed = trigger(User, "nobody_closes_or_opens_their_own_account")
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TRIGGER {changed.get_pgid(User)} ON core_user IS 'older'")
    migrate()
    assert gone.get_installation_status(AccessEvent) == ("INSTALLED", True)
    assert changed.get_installation_status(User) == ("INSTALLED", True)


def test_trigger_that_no_model_declares_goes(owner) -> None:
    given_up = pgtrigger.Protect(name="given_up", operation=pgtrigger.Delete)
    with connection.cursor() as cursor:
        cursor.execute(given_up.compile(User).install_sql)
    migrate()
    assert given_up.get_installation_status(User)[0] == "UNINSTALLED"


def test_function_that_reads_differently_is_replaced(owner) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION phone_key(written text) RETURNS text"
            " LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT 'none' $$"
        )
    assert ask("SELECT phone_key('617 555 0142')") == "none"
    migrate()
    assert ask("SELECT phone_key('617 555 0142')") == "6175550142"


def test_function_that_no_file_declares_goes(owner) -> None:
    given_up = pgtrigger.Protect(name="given_up", operation=pgtrigger.Delete)
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION given_up_key(bigint) RETURNS bigint RETURN $1")
        cursor.execute(given_up.compile(User).install_sql)
    before = functions()
    migrate()
    assert before - functions() == {"given_up_key", given_up.get_pgid(User)}


def test_roles_hold_what_the_code_says(owner) -> None:
    Group.objects.get(name=Role.CLERK).permissions.clear()
    migrate()
    assert Group.objects.get(name=Role.CLERK).permissions.count() == len(MAY[Role.CLERK])
