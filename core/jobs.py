"""Notes of how the worker's jobs go; the worker writes them, the page about health reads them."""

from datetime import timedelta

from django.utils import timezone

from core.models import JobRun

NOTED_EVERY = timedelta(seconds=60)  # while nothing changes: most jobs run every few seconds


def note_success(name: str) -> None:
    """A job went well; ends its failures."""
    now = timezone.now()
    known = JobRun.objects.filter(name=name, failures=0, succeeded_at__gt=now - NOTED_EVERY)
    if not known.exists():
        well = {"succeeded_at": now, "failures": 0, "last_error": ""}
        JobRun.objects.update_or_create(name=name, defaults=well)


def note_failure(name: str, error: Exception, failures: int) -> None:
    """A job failed; `failures` in a row. Only the error's class: its message may name somebody."""
    badly = {
        "failed_at": timezone.now(),
        "failures": failures,
        "last_error": type(error).__name__,
    }
    JobRun.objects.update_or_create(name=name, defaults=badly)
