"""Copy a call."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import attrgetter

from django.db.models import Model

from applications.models import Call, Page
from core.actions import action
from core.languages import ALL, ENGLISH
from core.models import User
from core.translated import column

MOST_OF_A_KEY = Page._meta.get_field("key").max_length


@action
def copy_call(
    *,
    by: User | None,
    call: Call,
    slug: str,
    title: str,
    reference_prefix: str,
    opens_at: datetime,
    closes_at: datetime,
) -> Call:
    """Create an unpublished call with the same facts, and with all that is copied with a call.

    A model says with `copied_with` which of its fields names what it is copied with: sections,
    questions and their choices, pages, and what later apps add. `copied_rows` chooses among its
    rows, and fields in `not_copied` begin with their default. Wording is copied in all
    languages, but for the title, in English, which is the copy's own. The days after the deadline
    are not copied. IntegrityError if another call has this slug.
    """
    new = Call.objects.get(pk=call.pk)
    new.slug, new.reference_prefix, new.is_published = slug, reference_prefix, False
    new.opens_at, new.closes_at = opens_at, closes_at
    new.answers_until = new.meets_from = new.meets_until = None
    for language in ALL:
        setattr(new, column("title", language), title if language == ENGLISH else "")
    new.pk, new._state.adding = None, True
    new.save()
    _copy_parts({call.pk: new}, partial(_page_key, call.slug, slug), {})
    return new


def _page_key(old: str, new: str, key: str) -> str:
    """The address of a page's copy: it ends with that of the new call."""
    ending = f"-{new}"
    return key.removesuffix(f"-{old}")[: MOST_OF_A_KEY - len(ending)] + ending


Copies = dict[type[Model], dict[int, Model]]  # id → its copy, by model


def _copy_parts(
    copies: dict[int, Model], page_key: Callable[[str], str], made_before: Copies
) -> None:
    """Copy the rows that are copied with rows of one model, given as id → copy.

    What a row refers to otherwise is followed to its copy among those `made_before`.
    """
    model = type(next(iter(copies.values())))
    for field in model._meta.get_fields(include_hidden=True):
        part = field.related_model
        is_part = field.one_to_many or field.one_to_one and field.auto_created
        if not is_part or getattr(part, "copied_with", "") != field.field.name:
            continue
        name = field.field.name
        rows = part._default_manager.filter(**{f"{name}__in": list(copies)})
        rows = sorted(getattr(part, "copied_rows", iter)(rows), key=attrgetter("pk"))
        before = [row.pk for row in rows]
        for row in rows:
            whole = copies[getattr(row, field.field.attname)]
            row.pk, row._state.adding = None, True
            setattr(row, name, whole)
            for own in getattr(part, "not_copied", ()):
                setattr(row, own, part._meta.get_field(own).get_default())
            if isinstance(row, Page):
                row.key = page_key(row.key)
            _follow_copies(row, made_before)
        made = part._default_manager.bulk_create(rows)
        if made:
            made_of_part = dict(zip(before, made, strict=True))
            made_before.setdefault(part, {}).update(made_of_part)
            _copy_parts(made_of_part, page_key, made_before)


def _follow_copies(row: Model, made_before: Copies) -> None:
    """Let a copied row refer to the copies of what it referred to."""
    for field in filter(attrgetter("is_relation"), row._meta.concrete_fields):
        copies = made_before.get(field.related_model, {})
        if copy := copies.get(getattr(row, field.attname)):
            setattr(row, field.name, copy)
