"""The network address that a request comes from, for counting; a header alone never decides."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address in one spelling.

    With TRUSTED_PROXIES = n it is the n-th from the right of X-Forwarded-For: each trusted
    proxy appends whom it heard from, and what stands further left was written by the visitor.
    Where that is missing or no address, it is whoever connected to us.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        if len(forwarded) >= proxies:
            return _one_spelling(forwarded[-proxies]) or _one_spelling(peer) or peer
    return _one_spelling(peer) or peer


def shortened(address: str) -> str:
    """The network around an address, which tells a place and no household: 192.0.2.0/24."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    length = 48 if isinstance(known, IPv6Address) else 24
    return str(ip_network(f"{known}/{length}", strict=False))


def _one_spelling(written: str) -> str:
    """Canonical form, so that nobody counts twice; "" for what is no address."""
    try:
        address = ip_address(written.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
