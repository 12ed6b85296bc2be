"""How far a call is, before a file is brought in to it: who comes in now may be read by nobody."""

from django.apps import apps
from django.utils import timezone
from django.utils.dateformat import format as date_format

from applications.models import Call


def underway(call: Call) -> list[str]:
    """Sentences; none as long as nobody reads or chooses.

    A model of a later app says with `underway_in` what has begun, or "".
    """
    asked = [getattr(model, "underway_in", None) for model in apps.get_models()]
    says = [words for begun in asked if begun and (words := begun(call))]
    if says and call.has_closed:
        closed = date_format(timezone.localtime(call.closes_at), "F j, Y")
        says.insert(0, f"This call closed on {closed}.")
    return says
