"""How each row of a spreadsheet fits what is to be paid: by reference, then payee number.

A name proves nothing and is never read.
"""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.timezone import localdate

from applications.models import Call
from core.models import User
from core.templatetags.money import dollars
from selection.offers.queries import without_address
from stipends.earlier import numbers_back
from stipends.enums import TO_PAY, EntryKind, Fit, Method
from stipends.files.rows import Row
from stipends.models import PaymentFile
from stipends.parts import Part, Payment
from stipends.queries import parts_in

SYMBOLS = 8  # of a reference, behind its prefix
MOST_ALIKE = 1  # of them in which a mistyped one differs
MOST_TOGETHER = 10  # parts of one person among which those of one check are looked for
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Judged:
    """A row, how it fits, the part it would pay or already paid, and what there is to say.

    `also` are the other parts of one check for several. `choices` are parts that it could mean: one
    of them is `chosen` by hand, by its id.
    """

    row: Row
    fit: Fit
    part: Part | None = None
    words: str = ""
    choices: Sequence[Part] = ()
    chosen: int | None = None
    also: Sequence[Part] = ()

    @property
    def parts(self) -> list[Part]:
        """All that it would pay."""
        return [self.part, *self.also] if self.part else []

    @property
    def which(self) -> str:
        """ "1 of 2", or "1 of 2 and 2 of 2"."""
        return " and ".join(part.words for part in self.parts)


def symbols_of(reference: str) -> str:
    """Without prefix, dashes and case, and what is misread made one; "" for what is too short."""
    plain = unicodedata.normalize("NFKC", reference).upper()
    symbols = "".join(filter(str.isalnum, plain)).translate(_MISREAD)
    return symbols[-SYMBOLS:] if len(symbols) >= SYMBOLS else ""


class Payables:
    """The parts of a call, found by what a spreadsheet names them by."""

    def __init__(self, call: Call) -> None:
        self.by_reference: dict[str, list[Part]] = defaultdict(list)
        self.by_payee: dict[str, list[Part]] = defaultdict(list)
        self.by_pk: dict[int, Part] = {}
        self.paid_with: dict[str, list[Part]] = defaultdict(list)
        for part in parts_in(call):
            self.by_pk[part.pk] = part
            self.by_reference[symbols_of(part.application.reference)].append(part)
            if number := part.agreement.payee_number:
                self.by_payee[number.casefold()].append(part)
            if part.is_paid:
                self.paid_with[part.payment.number.casefold()].append(part)

    def of(self, row: Row) -> list[Part]:
        """Those of whom it names; a reference that is somebody's goes before a payee number."""
        named = self.by_reference.get(symbols_of(row.reference), [])
        return named or self.by_payee.get(row.payee.casefold(), [])

    def alike(self, row: Row) -> list[Part]:
        """Those of the one reference that differs in a letter, if there is one."""
        typed = symbols_of(row.reference)
        near = [
            symbols
            for symbols in self.by_reference
            if typed and sum(a != b for a, b in zip(typed, symbols, strict=True)) <= MOST_ALIKE
        ]
        return self.by_reference[near[0]] if len(near) == 1 else []


def judged(
    call: Call, rows: Iterable[Row], *, by: User, chosen: Mapping[int, int] | None = None
) -> list[Judged]:
    """Each row with its verdict; `chosen` maps a row's number to the part chosen by hand."""
    payables = Payables(call)
    found = [_judge(payables, row, by, (chosen or {}).get(row.number_in_file)) for row in rows]
    matched = [each for each in found if each.fit == Fit.MATCHED]
    parts = Counter(part.pk for each in matched for part in each.parts)
    numbers = Counter(each.row.number.casefold() for each in matched)

    def is_twice(each: Judged) -> bool:
        return each.fit == Fit.MATCHED and (
            any(parts[part.pk] > 1 for part in each.parts)
            or numbers[each.row.number.casefold()] > 1
        )

    return [replace(each, fit=Fit.TWICE) if is_twice(each) else each for each in found]


def _judge(payables: Payables, row: Row, by: User, chosen: int | None) -> Judged:
    if row.trouble:
        return Judged(row, Fit.UNREADABLE, words=row.trouble)
    parts = payables.of(row)
    if not parts:
        near = [part for part in payables.alike(row) if _is_payable(part, row)]
        if part := next((part for part in near if part.pk == chosen), None):
            return _payable(payables, [part], row, by)
        words = "" if near else "Correct the reference in the file."
        return Judged(row, Fit.UNMATCHED, words=words, choices=near)
    if row.payee and _is_of_another(payables, row, parts):
        words = "Its reference and its payee number are two people’s."
        return Judged(row, Fit.UNMATCHED, words=words)
    if paid := [part for part in parts if _was_paid_with(part, row)]:
        return _again(row, paid)
    return _of_somebody(payables, parts, row, by, chosen)


def _again(row: Row, paid: Sequence[Part]) -> Judged:
    """The check is on record, for this amount or for another."""
    cents = sum(part.amount_cents for part in paid)
    if cents != row.cents:
        words = f"This number is recorded with {dollars(cents)}. Correct the file, or the payment."
        return Judged(row, Fit.WRONG_AMOUNT, paid[0], words)
    return Judged(row, Fit.ALREADY_PAID, paid[0], "The same number: recorded before.")


def _of_somebody(
    payables: Payables, parts: Sequence[Part], row: Row, by: User, chosen: int | None
) -> Judged:
    """What one person's row pays: a part, or several that make its amount in one way only."""
    fitting = [part for part in parts if _is_payable(part, row)]
    if chosen is not None:
        fitting = [part for part in fitting if part.pk == chosen] or fitting
    if len(fitting) > 1:
        return Judged(row, Fit.AMBIGUOUS, choices=fitting)
    together = [fitting] if fitting else _together(parts, row)
    if len(together) > 1:
        words = "Several parts make this amount, in more than one way. Mark them paid by hand."
        return Judged(row, Fit.AMBIGUOUS, words=words)
    return _payable(payables, together[0], row, by) if together else _without_a_fit(parts, row)


def _together(parts: Sequence[Part], row: Row) -> list[list[Part]]:
    """Every choice of several parts to be paid that makes the row's amount."""
    due = [part for part in parts if part.status in TO_PAY]
    sizes = range(2, len(due) + 1) if len(due) <= MOST_TOGETHER else [len(due)]
    return [
        list(some)
        for size in sizes
        for some in combinations(due, size)
        if sum(part.amount_cents for part in some) == row.cents
    ]


def _is_of_another(payables: Payables, row: Row, parts: Sequence[Part]) -> bool:
    others = payables.by_payee.get(row.payee.casefold(), parts)
    return {part.application.pk for part in others} != {part.application.pk for part in parts}


def _was_paid_with(part: Part, row: Row) -> bool:
    """Whether the same payment is on record, also one that came back later."""
    noted = part.payment
    return bool(noted) and noted.number.casefold() == row.number.casefold()


def _is_payable(part: Part, row: Row) -> bool:
    return part.status in TO_PAY and part.amount_cents == row.cents


def _payable(payables: Payables, parts: Sequence[Part], row: Row, by: User) -> Judged:
    part, *also = parts
    others = {each.application for each in payables.paid_with[row.number.casefold()]}
    if others - {part.application}:
        other = min(each.reference for each in others - {part.application})
        return Judged(row, Fit.REFUSED, part, f"{other} was paid with this number.")
    if any(each.approval and each.approval.by_id == by.pk for each in parts):
        return Judged(row, Fit.REFUSED, part, "You approved it. Somebody else records its payment.")
    if any(_noted_lost(each, by) for each in parts):
        words = "You noted that it never arrived. Somebody else records that it is paid again."
        return Judged(row, Fit.REFUSED, part, words)
    if any(each.waits_for_residency for each in parts):
        words = "Not a resident, as was found: do not pay before a coordinator settles that."
        return Judged(row, Fit.REFUSED, part, words)
    words = [each.pays_again for each in parts if each.pays_again]
    if _is_early(parts, row):
        words.append("Its date is before the approval.")
    return Judged(row, Fit.MATCHED, part, " ".join(dict.fromkeys(words)), also=also)


def _noted_lost(part: Part, by: User) -> bool:
    line = part.trouble
    return line is not None and line.kind == EntryKind.FAILED and line.by_id == by.pk


def _is_early(parts: Sequence[Part], row: Row) -> bool:
    return any(each.approval and row.day < localdate(each.approval.at) for each in parts)


def _without_a_fit(parts: Sequence[Part], row: Row) -> Judged:
    """Somebody is found, and no part of theirs is to be paid with this amount."""
    open_parts = [part for part in parts if part.status in TO_PAY]
    if open_parts:
        due = " or ".join(dollars(part.amount_cents) for part in open_parts)
        return Judged(row, Fit.WRONG_AMOUNT, open_parts[0], f"Due: {due}.")
    if paid := next((part for part in parts if part.is_paid), None):
        return _beside(row, paid)
    return Judged(row, Fit.REFUSED, parts[0], "No coordinator has approved it.")


def _beside(row: Row, paid: Part) -> Judged:
    """A check beside the one on record: an earlier one of the same part, or a second one."""
    noted = f"{paid.payment.number}, {dollars(paid.amount_cents)}"
    if row.number.casefold() in numbers_back(paid.entries) and row.cents == paid.amount_cents:
        words = f"Recorded before, and did not arrive: {noted} was paid in its place."
        return Judged(row, Fit.ALREADY_PAID, paid, words)
    return Judged(row, Fit.SECOND, paid, f"Recorded: {noted}. Did two checks go out?")


def without_addresses(found: Iterable[Judged], file: PaymentFile) -> list[Judged]:
    """Those that match, by mail to somebody whose address nobody knows."""
    mailed = [
        each
        for each in found
        if each.fit == Fit.MATCHED and payment_of(each, file).method == Method.CHECK_BY_MAIL
    ]
    lacking = without_address([each.part.application for each in mailed])
    return [each for each in mailed if each.part.application.pk in lacking]


def payment_of(judged: Judged, file: PaymentFile) -> Payment:
    """What is recorded of a row that matched: its method, else the member's, else the file's."""
    method = judged.row.method or judged.part.usual_method or file.method
    return Payment(Method(method), judged.row.number, judged.row.day)


def seen_of(found: Iterable[Judged]) -> str:
    """A digest of what would be recorded, which the page's form carries."""
    lines = [
        f"{each.row.number_in_file}:{part.pk}:{part.seen}"
        for each in found
        if each.fit == Fit.MATCHED
        for part in each.parts
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
