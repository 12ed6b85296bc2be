"""All rows of a file judged together, and what their verdicts depend on beside the file."""

import hashlib

from applications.duplicates.queries import standing_keys
from applications.enums import RowVerdict
from applications.form import site_cache
from applications.imports import queries
from applications.imports.judging import Row, RowReader
from applications.imports.likeness import likeness_of
from applications.models import Call, ImportBatch

AT_ONCE = 500
_NAMED = ("full_name", "chosen_name", "phone", "email")


def reader_of(batch: ImportBatch) -> RowReader:
    """For the rows of a file, by the questions of its call."""
    return RowReader(batch, site_cache.published(batch.call.slug))


def judged_rows(batch: ImportBatch, reader: RowReader) -> list[tuple[int, Row]]:
    """(id, what it comes to) of each row below the headings, without the answers."""
    people, judged = [], []
    rows = queries.rows_below(batch).values_list("pk", "number", "cells")
    for pk, number, cells in rows.iterator(chunk_size=AT_ONCE):
        row = reader.read(number, cells)
        if row.verdict not in (RowVerdict.UNREADABLE, RowVerdict.UNKNOWN):
            contact = row.answers["contact"]
            people.append((number, *(contact.get(name, "") for name in _NAMED)))
        row.answers = {}  # thousands of them would fill the memory
        judged.append((pk, row))
    likeness = likeness_of(batch.call, people)
    for _pk, row in judged:
        if mine := likeness.get(row.number):
            row.twins, row.alike = mine.twins, mine.alike
            # A phone that rows of one file share is only to know: they come in unasked.
            is_one = bool(row.twins) or row.alike is not None
            for words in mine.said:
                row.note(RowVerdict.DUPLICATE if is_one else RowVerdict.READY, words)
    return judged


def basis_of(call: Call) -> str:
    """A digest of what verdicts depend on: the call with its questions, who applied, the day.

    Taken before the rows are read, so that what changes meanwhile makes them stale.
    """
    changes, day = site_cache.version()
    people = "\n".join(map("\t".join, standing_keys(call)))
    told = f"{changes}\n{day}\n{people}"
    return hashlib.sha256(told.encode()).hexdigest()


def is_stale(batch: ImportBatch) -> bool:
    """Whether the verdicts of a file that waits could be others by now."""
    return batch.is_judged and batch.basis != basis_of(batch.call)
