"""Keep pictures of a paper form, take one away, and erase what no row speaks of any more."""

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
def add_scan(*, by: User, paper_entry: PaperEntry, drawn: Sequence[pictures.Picture]) -> int:
    """Note pages that were drawn; returns how many are new. The same page again is not."""
    entry = PaperEntry.objects.select_for_update().get(pk=paper_entry.pk)
    before = set(entry.scanned_pages.values_list("digest", flat=True))
    new = {page.digest: page for page in drawn if page.digest not in before}
    if len(before) + len(new) > MOST_PAGES:
        raise Refused(TOO_MANY, "too_many_pages", field="files")
    for page in new.values():
        ScannedPage.objects.create(
            paper_entry=entry, name=page.name, digest=page.digest, width=page.width,
            height=page.height, size_bytes=page.size_bytes, added_by=by,
        )  # fmt: skip
    return len(new)


@action
def remove_page(*, by: User, page: ScannedPage) -> None:
    """Take away a page that does not belong here; its file goes once that is certain."""
    name = page.name
    page.delete()
    transaction.on_commit(partial(pictures.delete, [name]))


@action
def sweep_scans(*, by: User | None) -> int:
    """Erase the files of pages whose row is gone; returns how many. The worker's job."""
    return pictures.delete_orphans(set(ScannedPage.objects.values_list("name", flat=True)))
