"""What a run found, also once somebody of its panel is erased: how many sit, and their total."""

from django.db.models import Count, F, Func, IntegerField, JSONField, QuerySet

from selection.models import Run

# The last option with a panel fills the most seats.
_TOTALS = "jsonb_path_query_array(%(expressions)s, '$.options[*].total_x100 ? (@ != null)')"


def with_found(runs: QuerySet[Run]) -> QuerySet[Run]:
    """Each with `found_seats`, None without a panel, and `found_total` in units.

    Not from its people: erasing somebody deletes their row, and what was proved stays so.
    """
    total = Func(F("result"), template=f"{_TOTALS} -> -1", output_field=JSONField())
    return runs.annotate(found_seats=F("result__seats"), found_total=total)


def is_whole(run: Run) -> bool:
    """Whether nobody whom it was asked about was erased: only then can it be checked."""
    asked = Func("request__people", function="jsonb_array_length", output_field=IntegerField())
    counted = Run.objects.filter(pk=run.pk).annotate(asked=asked, known=Count("people"))
    found, known = counted.values_list("asked", "known").get()
    return bool(found == known)
