"""The local PostgreSQL has an owner beside the site's role, also where it was made without."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from config import local_postgres
from config.postgres_cluster import locate
from config.postgres_roles import OWNER, SITE

# What a cluster of an earlier version was like: one role made the tables and served the site.
AS_BEFORE = f"""\
CREATE TABLE kept AS SELECT 'a row' AS words
ALTER TABLE kept OWNER TO {SITE}
ALTER DATABASE app OWNER TO {SITE}
ALTER ROLE {SITE} CREATEDB
DROP ROLE {OWNER}
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A DATA_DIR of its own, which PostgreSQL's account may enter."""
    made = Path(tempfile.mkdtemp(prefix="cluster-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        local_postgres.stop(made)
        shutil.rmtree(made)


def rows_of(url: str, statement: str) -> list[tuple]:
    with closing(psycopg2.connect(url)) as link, link, link.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_cluster_of_one_role_is_given_an_owner(folder: Path) -> None:
    local_postgres.ensure_started(folder)
    local_postgres.stop(folder)
    cluster = locate(folder)
    state = cluster.read_state()
    del state["owner_password"]
    cluster.write_state(**state)
    single = [cluster.program("postgres"), "--single", "-c", "exit_on_error=on"]
    cluster.run([*single, "-D", cluster.data, "app"], AS_BEFORE)

    found = local_postgres.ensure_started(folder)
    assert rows_of(found.owner, "SELECT words, current_user FROM kept") == [("a row", OWNER)]
    tables = "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"
    assert rows_of(found.site, tables) == [(OWNER,)]
    for refused in ("DROP TABLE kept", "CREATE TABLE mine (id int)"):
        with pytest.raises(psycopg2.Error, match="permission denied|must be owner"):
            rows_of(found.site, refused)
    may_make = "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert (rows_of(found.site, may_make), rows_of(found.owner, may_make)) == (
        [(False,)],
        [(True,)],
    )
    rows_of(found.owner, "CREATE TABLE new (id int)")
    assert local_postgres.ensure_started(folder) == found
