"""Residency checks that were marked and not saved: the session keeps them for their page.

They belong to the page's address, since each page of the queue has people of its own.
"""

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict

from core import kept_input
from core.kept_input import Begun

NOT_IN_ADDRESS = ("again", kept_input.IN_ADDRESS, kept_input.FORM)


def address(request: HttpRequest) -> str:
    """The page's own address, without what is asked of it once."""
    query = request.GET.copy()
    for name in NOT_IN_ADDRESS:
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is marked or typed; nothing at all begins nothing."""
    sent = request.POST
    references = sent.getlist("person")
    marked = sum(bool(sent.get(f"{each}-status")) for each in references)
    if marked or any(sent.get(f"{each}-reason") for each in references):
        title = f"Residency checks: {marked} marked"
        at = {"title": title, "address": address(request)}
        is_kept = kept_input.keep(request.session, _key(request), sent, **at)
        return HttpResponse(status=204 if is_kept else 413)
    forget(request)
    return HttpResponse(status=204)


def kept(request: HttpRequest) -> QueryDict | None:
    """What was marked on this page and left."""
    found = kept_input.recall(request.session, _key(request))
    return found and found.data


def forget(request: HttpRequest) -> None:
    """Once it is saved."""
    kept_input.forget(request.session, _key(request))


def others(request: HttpRequest) -> list[Begun]:
    """What was begun and not saved besides the checks on this page."""
    own = str(_key(request))
    return [each for each in kept_input.begun(request.session) if each.key != own]


def _key(request: HttpRequest) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, address(request))
