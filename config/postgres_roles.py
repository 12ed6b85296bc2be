"""The two roles in the local PostgreSQL, as on a real server: neither is a superuser.

The owner makes and changes tables, and databases for the tests; it may end the site's sessions.
The site's own role uses tables as core.database_roles grants it.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import NamedTuple

from config.postgres_cluster import Cluster

OWNER, SITE = "app_owner", "app"
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


def _type_into(cluster: Cluster, data: Path, database: str, *statements: str) -> None:
    """Runs statements as the superuser in single-user mode, which needs no password."""
    command = [cluster.program("postgres"), "--single", "-c", "exit_on_error=on", "-D", data]
    cluster.run([*command, database], "".join(f"{statement}\n" for statement in statements))
