"""Who reads a call's applications, how much, and reminding them."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.permissions import Permission
from reviewers import emails
from reviewers.models import Reader, ReaderLanguage
from reviewers.phases import scoring_until
from reviewers.progress import own_progress
from reviewers.readers import Terms, digest_of

REMINDED_AGAIN_AFTER = timedelta(days=1)


@action
def add_reader(*, by: User | None, call: Call, user: User, terms: Terms | None = None) -> Reader:
    """Let somebody read a call's applications; whoever does so already stays as they are."""
    if not user.may(Permission.REVIEW):
        raise Refused(f"{user} does not review.", "not_a_reviewer", field="user")
    reader, is_new = Reader.objects.get_or_create(call=call, user=user, defaults={"added_by": by})
    if is_new and terms:
        _set(reader, terms)
    return reader


@action
def change_reader(*, by: User, reader: Reader, terms: Terms, seen: str) -> Reader:
    """Store other terms. ChangedMeanwhile if they are not as they were `seen`."""
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    if digest_of(reader) != seen:
        raise ChangedMeanwhile
    _set(reader, terms)
    return reader


@action
def remind_readers(*, by: User, readers: Iterable[Reader]) -> int:
    """Write to those who have open work, once a day at most; returns to how many."""
    reminded = 0
    now = timezone.now()
    for reader in readers:
        locked = Reader.objects.select_for_update().select_related("user").get(pk=reader.pk)
        if locked.reminded_at and now - locked.reminded_at < REMINDED_AGAIN_AFTER:
            continue
        left = own_progress(locked.user, reader.call).left
        if not left:  # they know by now who each of these is
            continue
        emails.queue_reminder(reader=locked.user, left=left, until=scoring_until(reader.call))
        locked.reminded_at = now
        locked.save()
        reminded += 1
    if not reminded:
        raise Refused("Nobody has open work, or all were reminded today.", "nobody", level=INFO)
    return reminded


def _set(reader: Reader, terms: Terms) -> None:
    reader.cap, reader.roles = terms.cap, sorted(terms.roles)
    reader.paused_from, reader.paused_until = terms.paused_from, terms.paused_until
    reader.save()
    reader.languages.exclude(language__in=terms.languages).delete()
    there = set(reader.languages.values_list("language", flat=True))
    ReaderLanguage.objects.bulk_create(
        ReaderLanguage(reader=reader, language=language)
        for language in terms.languages
        if language not in there
    )
