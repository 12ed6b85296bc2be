"""The words of letters: which placeholders they may have, and filling those in.

Only what stands in staff's words is a placeholder. What fills one in is never looked at again, so
`{reference}` in somebody's name stays as they typed it.
"""

import re
from collections.abc import Mapping

from core.actions import Refused
from selection.enums import Outcome

_MARK = re.compile(r"\{[^{}]*\}")
_BRACE = re.compile(r"[{}]")

# Placeholder → what fills it in, for those who write.
MEANINGS = {
    "{title}": "the title of the call",
    "{reference}": "the reference of the application",
    "{reply_by}": "the day by which a member answers",
    "{stipend}": "the stipend, such as $1,200",
    "{status_page}": "the address of the page on which they answer; give it a line of its own",
    "{why}": "one sentence: came in late, or does not live in the city",
}
_EVERYWHERE = {"{title}", "{reference}"}
_ALLOWED = {
    Outcome.MEMBER: _EVERYWHERE | {"{reply_by}", "{stipend}", "{status_page}"},
    Outcome.RESERVE: _EVERYWHERE | {"{status_page}"},
    Outcome.NOT_CHOSEN: _EVERYWHERE,
    Outcome.NOT_ELIGIBLE: _EVERYWHERE | {"{why}"},
}
_NEEDED = {
    Outcome.MEMBER: {"{reply_by}", "{stipend}", "{status_page}"},
    Outcome.NOT_ELIGIBLE: {"{why}"},
}
_IN_SUBJECT = {"{reference}"}  # it has room for little else


def allowed(outcome: str) -> dict[str, str]:
    """The placeholders for one outcome, with their meanings."""
    return {mark: words for mark, words in MEANINGS.items() if mark in _ALLOWED[Outcome(outcome)]}


def placeholders(subject: str, body: str) -> set[str]:
    """Those in a text, as `letter_placeholders` finds them in the database."""
    return set(_MARK.findall(f"{subject}\0{body}"))


def fill(words: str, values: Mapping[str, str]) -> str:
    """`words` with their placeholders filled in, in one pass."""
    return _MARK.sub(lambda found: values.get(found[0], found[0]), words)


def check(outcome: str, subject: str, body: str) -> None:
    """Refuse words with an unknown placeholder, a stray brace, or without a needed one."""
    outcome = Outcome(outcome)
    for name, words, known in (
        ("subject", subject, _IN_SUBJECT),
        ("body", body, _ALLOWED[outcome]),
    ):
        if unknown := sorted(placeholders("", words) - known):
            says = f"{', '.join(unknown)} cannot stand here. What can: {', '.join(sorted(known))}."
            raise Refused(says, "unknown_placeholder", field=name)
        if _BRACE.search(_MARK.sub("", words)):
            raise Refused("There is a { or } too many or too few.", "stray_brace", field=name)
    if missing := sorted(_NEEDED.get(outcome, set()) - placeholders("", body)):
        says = f"{', '.join(missing)} is missing: whoever gets this letter needs it."
        raise Refused(says, "missing_placeholder", field="body")


def check_like_english(subject: str, body: str, english: tuple[str, str]) -> None:
    """Refuse a translation whose placeholders are not those of its English."""
    own, wanted = placeholders(subject, body), placeholders(*english)
    if missing := sorted(wanted - own):
        says = f"The English has {', '.join(missing)}, and this has not."
        raise Refused(says, "other_placeholders", field="body")
    if more := sorted(own - wanted):
        says = f"The English has no {', '.join(more)}."
        raise Refused(says, "other_placeholders", field="body")
