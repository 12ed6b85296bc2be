"""Parts in whose place others are: they are deleted, and the history remembers whose they were."""

from collections.abc import Collection

from stipends.models import Agreement, Installment


def replaced_among(parts: Collection[int]) -> list[Agreement]:
    """The agreements of those of these parts that are there no more."""
    gone = {*parts} - {*Installment.objects.filter(pk__in=parts).values_list("pk", flat=True)}
    if not gone:
        return []
    remembered = Installment.pgh_event_model.objects.filter(pgh_obj_id__in=gone)
    agreements = Agreement.objects.filter(pk__in=remembered.values("agreement"))
    return list(agreements.select_related("decision__application__call").order_by("pk"))
