"""What a migration must not do to a table that people use meanwhile: squawk reads its SQL."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import APPS

# The last of each app that was written before the site was installed anywhere.
BEFORE_THE_FIRST_INSTALLATION = {
    "core": "0002",
    "applications": "0004",
    "reviewers": "0005",
    "selection": "0003",
    "stipends": "0002",
}
RULES = {
    # Reads or rewrites the whole table under a lock.
    "adding-field-with-default",
    "adding-not-nullable-field",
    "adding-serial-primary-key-field",
    "changing-column-type",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "require-concurrent-index-creation",
    # Breaks the version that still runs.
    "adding-required-field",
    "ban-drop-column",
    "ban-drop-default",
    "ban-drop-table",
    "renaming-column",
    "renaming-table",
}
# migration → reason
EXCUSED = {
    "applications/0005_tiles_of_neighborhoods": "a city has a few dozen neighborhoods",
    "applications/0012_rows_alike_are_chosen_from": "a call has a few dozen files",
    "core/0003_equity_officers_are_invited": "there are a few invitations at a time",
    "reviewers/0006_a_second_person_for_new_criteria": "a call has a few versions of its criteria",
    "selection/0004_attributes_targets_runs_and_the_board": (
        "made before the first installation: the board of the version before has no targets to show"
    ),
    "selection/0006_releases_answer_everybody": (
        "made before the first installation: decisions of the version before are about members only"
    ),
    "stipends/0003_parts_and_a_ledger_of_every_state": (
        "made before the first installation: lines of before are of two kinds"
    ),
    "selection/0013_meetings_are_moved_and_canceled": "a call has a few dozen meetings",
    "selection/0005_draws_have_a_time_and_a_no_its_reason": "a call has a few dozen attributes",
}


def sql_of_migrations(
    connection: BaseDatabaseWrapper, after: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Each migration of ours after these, and its SQL."""
    loader = MigrationLoader(connection, replace_migrations=False)
    for app, name in sorted(loader.disk_migrations):
        if app in APPS and name[:4] > after.get(app, ""):
            plan = [(loader.graph.nodes[app, name], False)]
            yield f"{app}/{name}", "\n".join(loader.collect_sql(plan))


def dangers(sql: str) -> list[str]:
    """What squawk says against it."""
    done = subprocess.run(
        [Path(sys.executable).with_name("squawk"), "--assume-in-transaction", "--reporter", "json"],
        input=sql,
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    found = [each for each in json.loads(done.stdout) if each["rule_name"] in RULES]
    return [f"line {each['line']}: {each['rule_name']}: {each['message']}" for each in found]
