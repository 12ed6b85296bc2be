"""The network address of a request, for throttling; never taken from a header alone."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address in one spelling.

    With TRUSTED_PROXIES = n it is the n-th from the right of X-Forwarded-For: each trusted
    proxy appends the address it was called from, and the visitor may write anything to the left.
    Where that is missing or no address, it is the peer's.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        if len(forwarded) >= proxies:
            return _canonical(forwarded[-proxies]) or _canonical(peer) or peer
    return _canonical(peer) or peer


def shortened(address: str) -> str:
    """The network around an address, which shows a place but no household: 192.0.2.0/24."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    length = 48 if isinstance(known, IPv6Address) else 24
    return str(ip_network(f"{known}/{length}", strict=False))


def _canonical(text: str) -> str:
    """Canonical form, so that nobody is counted twice; "" if it is no address."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
