"""Compares what people were shown with what is stored, in plain SQL."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.prove.people import about_you_of, answers_of

Rows = list[tuple[Any, ...]]
Pairs = list[tuple[str, str]]

REVISIONS = """
SELECT application.reference, revision.id, revision.is_current, contact.email,
       support.revision_id IS NOT NULL,
       EXISTS (SELECT FROM applications_draft draft
               WHERE draft.submission_key = revision.submission_key),
       (SELECT count(*) FROM core_outgoingmail mail
        WHERE mail.to_address = contact.email
          AND position(application.reference IN mail.subject) > 0)
FROM applications_application application
LEFT JOIN applications_revision revision ON revision.application_id = application.id
LEFT JOIN applications_contact contact ON contact.revision_id = revision.id
LEFT JOIN applications_support support ON support.revision_id = revision.id
"""
ANSWERS = """
SELECT answer.revision_id, question.key, coalesce(choice.key, answer.text)
FROM {table} answer
JOIN applications_question question ON question.id = answer.question_id
LEFT JOIN applications_choice choice ON choice.id = answer.choice_id
"""


@dataclass
class Findings:
    """What is wrong, a line each; all empty when nothing is."""

    lost: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)  # shown one reference, stored under another
    stored_twice: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    applications: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.renamed or self.stored_twice or self.torn)


def compare(ask: Callable[[str], Rows], receipts: Mapping[int, Sequence[str]]) -> Findings:
    """`ask` runs a query; `receipts` holds the references that each person was shown."""
    revisions = ask(REVISIONS)
    found = Findings(applications=len({row[0] for row in revisions}))
    owner = {reference: _person(email) for reference, _, _, email, *_ in revisions}
    for number, seen in receipts.items():
        for reference in sorted(set(seen)):
            if reference not in owner:
                found.lost.append(f"{reference} of person {number}")
            elif owner[reference] != number:
                found.renamed.append(f"{reference} of person {number} is {owner[reference]}'s")
        if len(set(seen)) > 1:
            found.renamed.append(f"person {number} was shown {sorted(set(seen))}")
    for number, times in Counter(owner.values()).items():
        if number is not None and times > 1:
            found.stored_twice += [f"person {number}"] * (times - 1)
    found.torn = _torn(ask, revisions)
    return found


def _torn(ask: Callable[[str], Rows], revisions: Rows) -> list[str]:
    """Applications that lack a part, have one too many, or hold another person's words."""
    answers = _pairs(ask(ANSWERS.format(table="applications_answer")))
    about_you = _pairs(ask(ANSWERS.format(table="applications_aboutyouanswer")))
    torn = []
    for reference, revision, is_current, email, has_support, has_draft, mails in revisions:
        number = _person(email)
        parts = {
            "no current revision": not is_current,
            "no contact": number is None,
            "no support": not has_support,
            "a draft beside it": has_draft,
            f"{mails} mails": mails != 1,
        }
        if number is not None:
            parts["other answers"] = sorted(answers[revision]) != _typed(answers_of(number))
            parts["other about-you"] = sorted(about_you[revision]) != _typed(about_you_of(number))
        torn += [f"{reference}: {what}" for what, is_so in parts.items() if is_so]
    times = Counter(row[0] for row in revisions)
    torn += [f"{reference}: {count} revisions" for reference, count in times.items() if count > 1]
    (mails,) = ask("SELECT count(*) FROM core_outgoingmail")[0]
    if mails != len(times):
        torn.append(f"{mails} mails for {len(times)} applications")
    return torn


def _pairs(rows: Rows) -> defaultdict[int, Pairs]:
    found: defaultdict[int, Pairs] = defaultdict(list)
    for revision, key, value in rows:
        found[revision].append((key, value))
    return found


def _typed(answers: Mapping[str, Sequence[str]]) -> Pairs:
    return sorted((key, value) for key, values in answers.items() for value in values)


def _person(email: str | None) -> int | None:
    found = re.fullmatch(r"person-(\d+)@example\.org", email or "")
    return int(found[1]) if found else None
