"""The two roles in the local PostgreSQL, as on a real server: neither is a superuser.

The owner makes and changes tables, and databases for the tests; it may end the site's sessions.
The site's own role uses tables as core.database_roles grants it. Where BACKUP_DIR is set, a third
one reads everything for backups.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import NamedTuple

import psycopg2.extensions
from psycopg2 import sql

from config.postgres_cluster import Cluster

OWNER, SITE, BACKUP = "app_owner", "app", "app_backup"
DATABASE = "app"


class Addresses(NamedTuple):
    """DATABASE_URL and OWNER_DATABASE_URL."""

    site: str
    owner: str


def addresses(cluster: Cluster, port: int) -> Addresses:
    """The addresses of the server on this port."""
    state = cluster.read_state()
    site = _url(SITE, state["password"], port)
    return Addresses(site, _url(OWNER, state["owner_password"], port) if are_two(cluster) else site)


def _url(role: str, password: str, port: int) -> str:
    return f"postgres://{role}:{password}@127.0.0.1:{port}/{DATABASE}"


def set_up(cluster: Cluster, data: Path) -> None:
    """Creates both roles and the database in a new cluster at `data`."""
    password, owner_password = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    _type_into(
        cluster,
        data,
        "postgres",
        f"CREATE ROLE {SITE} LOGIN PASSWORD '{password}'",
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{owner_password}'",
        f"GRANT {SITE} TO {OWNER}",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
    )
    cluster.write_state(port=0, password=password, owner_password=owner_password)


def are_two(cluster: Cluster) -> bool:
    """Whether there is an owner's role: clusters of earlier versions have only the site's."""
    return "owner_password" in cluster.read_state()


def make_two(cluster: Cluster) -> None:
    """Adds the owner's role and gives it what the site's role owns; the server must be down."""
    owner_password = secrets.token_urlsafe(24)
    _type_into(
        cluster,
        cluster.data,
        DATABASE,
        "DO 'BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $$"
        f"{OWNER}$$) THEN CREATE ROLE {OWNER}; END IF; END'",
        f"ALTER ROLE {OWNER} LOGIN CREATEDB PASSWORD '{owner_password}'",
        f"GRANT {SITE} TO {OWNER}",
        f"REASSIGN OWNED BY {SITE} TO {OWNER}",
        f"ALTER ROLE {SITE} NOCREATEDB",
    )
    cluster.write_state(**cluster.read_state(), owner_password=owner_password)


def backup_address(cluster: Cluster) -> str | None:
    """The address for backups; None where the server was started without BACKUP_DIR."""
    state = cluster.read_state()
    if "backup_password" not in state:
        return None
    return _url(BACKUP, state["backup_password"], state["port"])


def add_backup(cluster: Cluster) -> None:
    """Adds the role that backs up, unless it is there; the server must be down."""
    state = cluster.read_state()
    if "backup_password" in state:
        return
    password = secrets.token_urlsafe(24)
    _type_into(
        cluster,
        cluster.data,
        DATABASE,
        f"DROP ROLE IF EXISTS {BACKUP}",
        f"CREATE ROLE {BACKUP} LOGIN REPLICATION PASSWORD '{password}'",
        f"GRANT pg_read_all_data, pg_monitor TO {BACKUP}",
        f"GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO {BACKUP}",
    )
    cluster.write_state(**state, backup_password=password)


def set_passwords(cluster: Cluster, superuser: psycopg2.extensions.cursor) -> None:
    """Gives the roles of a restored cluster the passwords in our state file, or new ones."""
    names = {"password": SITE, "owner_password": OWNER, "backup_password": BACKUP}
    state = cluster.read_state() if cluster.state.exists() else {"port": 0}
    for key, role in names.items():
        state.setdefault(key, secrets.token_urlsafe(24))
        statement = sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(role))
        superuser.execute(statement, [state[key]])
    cluster.write_state(**state)


def _type_into(cluster: Cluster, data: Path, database: str, *statements: str) -> None:
    """Runs statements as the superuser in single-user mode, which needs no password."""
    command = [cluster.program("postgres"), "--single", "-c", "exit_on_error=on", "-D", data]
    cluster.run([*command, database], "".join(f"{statement}\n" for statement in statements))
