"""Queries about answers in files for translators outside: who has what, and what must go there."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from applications.models import Answer, Application, HandedOutAnswer, HandOut


def out_now() -> QuerySet[HandedOutAnswer]:
    """Answers that translators outside have, and have not sent back."""
    return HandedOutAnswer.objects.filter(
        came_back_at=None, hand_out__deletion_noted_at=None, answer__isnull=False
    )


def with_whom(answers: Iterable[int]) -> dict[int, HandOut]:
    """The newest file that each of these answers is out in, by its first id."""
    found = out_now().filter(answer__in=list(answers)).select_related("hand_out").order_by("pk")
    return {each.answer_id: each.hand_out for each in found}


def listed() -> QuerySet[HandOut]:
    """Every file, the newest first: how many came `back`, how many are of people `erased` since."""
    of_erased = Q(downloaded_at__isnull=False, answers__application__erased_at__isnull=False)
    return (
        HandOut.objects.select_related("by")
        .annotate(
            total=Count("answers"),
            back=Count("answers", filter=Q(answers__came_back_at__isnull=False)),
            erased=Count("answers", filter=of_erased),
        )
        .order_by("-pk")
    )


def to_delete() -> QuerySet[HandOut]:
    """Files at a vendor with answers of somebody who was erased since."""
    of_erased = HandedOutAnswer.objects.filter(application__erased_at__isnull=False)
    left = HandOut.objects.filter(downloaded_at__isnull=False, deletion_noted_at=None)
    return left.filter(pk__in=of_erased.values("hand_out"))


def files_with(application: Application) -> QuerySet[HandOut]:
    """The files that left with answers of this application: how many; no erasure reaches them."""
    left = HandOut.objects.filter(downloaded_at__isnull=False)
    found = left.filter(answers__application=application)
    return found.annotate(count=Count("answers")).prefetch_related("taken_back").order_by("pk")


def erased_in(hand_out: HandOut) -> list[str]:
    """The references of those in a file that left who were erased."""
    if not hand_out.downloaded_at:
        return []
    found = Application.objects.filter(
        pk__in=hand_out.answers.values("application"), erased_at__isnull=False
    )
    return list(found.order_by("reference").values_list("reference", flat=True))


def file_of(answer: Answer) -> HandOut | None:
    """The newest file in which the English of an answer came back."""
    came_back = HandedOutAnswer.objects.filter(answer=answer, came_back_at__isnull=False)
    newest = came_back.select_related("hand_out").order_by("-came_back_at").first()
    return newest and newest.hand_out
