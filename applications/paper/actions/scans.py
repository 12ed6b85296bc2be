"""Add and remove scanned pages, and delete files without a row."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from applications.models import PaperEntry, ScannedPage
from core import pictures
from core.actions import Refused, action
from core.models import User

MOST_PAGES = 60  # of one application: no paper form has so many
TOO_MANY = f"That would be more than {MOST_PAGES} pages. Take wrong ones away first."


@action
def add_scan(*, by: User, paper_entry: PaperEntry, pages: Sequence[pictures.Picture]) -> int:
    """Add rows for rendered pages; returns how many are new, not counting repeated ones."""
    entry = PaperEntry.objects.select_for_update().get(pk=paper_entry.pk)
    before = set(entry.scanned_pages.values_list("digest", flat=True))
    new = {page.digest: page for page in pages if page.digest not in before}
    if len(before) + len(new) > MOST_PAGES:
        raise Refused(TOO_MANY, "too_many_pages", field="files")
    for page in new.values():
        ScannedPage.objects.create(
            paper_entry=entry,
            name=page.name,
            digest=page.digest,
            width=page.width,
            height=page.height,
            size_bytes=page.size_bytes,
            added_by=by,
        )
    return len(new)


@action
def remove_page(*, by: User, page: ScannedPage) -> None:
    """Remove a page; its file is deleted after the commit."""
    name = page.name
    page.delete()
    transaction.on_commit(partial(pictures.delete, [name]))


@action
def delete_orphan_scans(*, by: User | None) -> int:
    """Delete files without a row; returns how many. A job of the worker."""
    return pictures.delete_orphans(set(ScannedPage.objects.values_list("name", flat=True)))
