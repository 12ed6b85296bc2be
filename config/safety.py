"""Checks settings that a public site needs before it starts; plain Python, used by settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from config.env import SettingsError

SHORTEST_KEY = 32  # characters, of a random key
FEWEST_LETTERS = 10  # different ones; "xxxx…" has one
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def refuse_unsafe(
    *,
    keys: Mapping[str, Sequence[str]],
    debug: bool,
    allowed_hosts: Sequence[str],
    site_url: str,
    mail_host: str,
    mail_from: str,
    mail_in_clear: bool,
    behind_proxy: bool,
    trusted_proxies: int,
) -> None:
    """Raises SettingsError for what is unsafe, or missing where people rely on it."""
    advice = [
        *_keys(keys),
        *(["DJANGO_DEBUG shows the code and its data to visitors: unset it."] if debug else []),
        *_addresses(allowed_hosts, site_url),
        *_mail(mail_host, mail_from, mail_in_clear),
        *_proxies(behind_proxy, trusted_proxies),
    ]
    if advice:
        raise SettingsError("\n".join(["The site does not start like this:", *advice]))


def refuse_path_prefix(script_name: str | None) -> None:
    """Raises SettingsError below a path: the site's cookies and links are for a whole host."""
    if script_name:
        raise SettingsError(
            f"SCRIPT_NAME is {script_name}: the site cannot run below a path. Unset it, and give "
            "the site a host name of its own, such as design-group.example.org."
        )


def _keys(keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, values in keys.items():
        if any(len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS for key in values):
            yield (
                f"{name} can be guessed: take one of {SHORTEST_KEY} random characters or more, "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'."
            )


def _addresses(allowed_hosts: Sequence[str], site_url: str) -> Iterator[str]:
    if "*" in allowed_hosts:
        yield "ALLOWED_HOSTS lets any name in: list the site's own host names."
    address = urlsplit(site_url)
    host = address.hostname or ""
    if address.scheme != "https" or host in LOOPBACK or address.path.strip("/"):
        yield (
            "SITE_URL must be where residents reach the site, such as "
            "https://design-group.example.org, without a path: links in mail begin with it."
        )
    elif not any(_fits(host, allowed) for allowed in allowed_hosts):
        yield f"ALLOWED_HOSTS lacks {host}, the host of SITE_URL: add it."


def _fits(host: str, allowed: str) -> bool:
    """As in Django's ALLOWED_HOSTS: a leading dot allows every subdomain."""
    return host == allowed or (allowed.startswith(".") and f".{host}".endswith(allowed))


def _proxies(behind_proxy: bool, trusted: int) -> Iterator[str]:
    if behind_proxy and trusted < 1:
        yield (
            "TRUSTED_PROXIES is 0 behind a proxy: all visitors would count as one, and be stopped "
            "together. Set it to the number of proxies, such as 1."
        )
    if trusted > 0 and not behind_proxy:
        yield "TRUSTED_PROXIES is set without BEHIND_PROXY=1: visitors could give any address."


def _mail(host: str, sender: str, in_clear: bool) -> Iterator[str]:
    if in_clear:
        yield "MAIL_PASSWORD would be sent unencrypted: set MAIL_TLS=1."
    if not host:
        yield "MAIL_HOST is not set: name the mail server, or nobody gets a receipt."
    if sender.rstrip(">").endswith("@localhost"):
        yield "MAIL_FROM is not set: name the sender, such as Design Group <group@example.org>."
