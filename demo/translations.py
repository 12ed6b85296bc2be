"""Loads translations in every state: checked, to check, one sent back, one begun, most waiting."""

from itertools import cycle

from django.utils import timezone

from applications.models import Answer
from applications.translations.actions.translate import (
    approve_translation,
    choose_languages,
    claim_translation,
    save_translation,
    send_back_translation,
    submit_translation,
)
from applications.translations.queue import to_translate
from core.models import User
from demo import people, staff

DONE_OF_THREE = 2  # of every three answers that somebody here reads


def play() -> None:
    """Each translator takes answers in their languages, oldest first; a second one checks some."""
    team = {email: User.objects.get(email=email) for email in staff.READS}
    for email, languages in staff.READS.items():
        choose_languages(by=team[email], languages=languages)
    english = _english()
    first, second, third = team.values()
    for translator, checker in ((first, second), (second, first), (third, None)):
        _translate(translator, checker, english)


def _english() -> dict[str, str]:
    """The English translation of each invented answer."""
    pools = people.POOLS["languages"].values()
    entries = [entry for pool in pools for kind in pool["answers"].values() for entry in kind]
    return {entry["text"]: entry["english"] for entry in entries if isinstance(entry, dict)}


def _translate(translator: User, checker: User | None, english: dict[str, str]) -> None:
    reads = staff.READS[translator.email]
    waiting = to_translate(by=translator, moment=timezone.now(), only=reads).filter(
        translation_status=None
    )
    waiting = [answer for answer in waiting if english.get(answer.text)]
    done = len(waiting) * DONE_OF_THREE // 3
    fates = cycle(["checked", "to check", "checked"] if checker else ["to check"])
    for answer, fate in zip(waiting[:done], fates, strict=False):
        first = _first(answer)
        made = submit_translation(by=translator, answer=first, text=english[answer.text])
        if checker and fate == "checked" and answer.language in staff.READS[checker.email]:
            approve_translation(by=checker, answer=first, seen=made.translated_at)
    _leave_open(translator, checker, waiting[done : done + 2], english)


def _first(answer: Answer) -> Answer:
    """The answer with this text."""
    return answer if answer.first_id == answer.pk else Answer.objects.get(pk=answer.first_id)


def _leave_open(
    translator: User, checker: User | None, answers: list[Answer], english: dict[str, str]
) -> None:
    """One sent back with a note, or one half written."""
    for answer in answers[:1]:
        first = _first(answer)
        if checker is None:
            claim_translation(by=translator, answer=first)
            half = english[answer.text].split(". ")[0]
            save_translation(by=translator, answer=first, text=half)
            continue
        made = submit_translation(by=translator, answer=first, text=english[answer.text])
        send_back_translation(
            by=checker,
            answer=first,
            seen=made.translated_at,
            note="The last sentence sounds milder than the original. Please look again.",
        )
