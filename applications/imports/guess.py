"""Guesses which row has the headings, and which column fills what."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from applications.imports.targets import LANGUAGE, RECEIVED, Targets, fold
from core.reading.limits import MOST_ABOVE, Sheet

LIKE = 92  # of 100: the same question with a typing error, or with a note behind it
SHORTEST_ALIKE = 12  # letters that are compared like that
_NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d+\s*[.):\-]\s*", re.I)

# Headings as form tools and people write them.
USUAL = {
    RECEIVED: (
        "timestamp",
        "submitted at",
        "submission date",
        "submitted",
        "date submitted",
        "submit date",
        "submit date utc",
        "completion time",
        "completed at",
        "created at",
        "date received",
        "received",
        "received at",
        "received on",
        "end date",
        "date and time",
        "date time",
        "marca temporal",
        "horodateur",
        "carimbo de data hora",
    ),
    LANGUAGE: (
        "language",
        "form language",
        "survey language",
        "response language",
        "answer language",
        "language of answers",
        "language of my answers",
        "language of your answers",
        "locale",
    ),
    "contact-email": ("email", "e mail", "email address", "e mail address", "your email"),
    "contact-full_name": (
        "name",
        "full name",
        "your name",
        "your full name",
        "what is your name",
        "what is your full name",
        "first name",
        "last name",
        "middle name",
        "surname",
        "family name",
        "given name",
        "first and last name",
    ),
    "contact-chosen_name": ("preferred name", "chosen name", "nickname"),
    "contact-phone": (
        "phone",
        "phone number",
        "telephone",
        "mobile",
        "cell phone",
        "cell",
        "mobile number",
    ),
    "contact-may_text": (
        "may we text you",
        "can we text you",
        "can we send you text messages",
        "ok to text",
    ),
    "contact-may_leave_voicemail": ("may we leave a voicemail", "can we leave a voicemail"),
    "contact-post_address": ("mailing address", "postal address"),
    "home-street": ("address", "street", "street address", "home address", "address line 1"),
    "home-unit": ("apt", "apartment", "unit", "apt unit", "address line 2"),
    "home-zip_code": (
        "zip",
        "zip code",
        "zipcode",
        "postal code",
        "zip postal code",
        "postcode",
        "home zip",
        "home zip code",
    ),
    "home-neighborhood": ("neighborhood", "neighbourhood", "what neighborhood do you live in"),
    "support-reads": (
        "preferred language",
        "language you prefer",
        "language preference",
        "written language",
    ),
    "support-speaks": ("spoken language", "language spoken", "languages spoken"),
    "about-you-age-band": ("age", "your age", "age group", "age range", "what is your age"),
    "about-you-race-ethnicity": ("race", "ethnicity", "race and ethnicity", "race or ethnicity"),
    "about-you-gender": ("gender", "gender identity", "your gender"),
    "declaration-agrees": ("consent", "i agree", "agreement"),
}
# The same of questions that name an age or a city: that must be the one of the call.
_ASKED = {
    "eligibility-is_of_age": re.compile(
        r"(?:are you )?(?:at least )?(\d+)(?: years old| years of age| or older| or over)+"
    ),
    "eligibility-lives_in_city": re.compile(
        r"(?:(?:do|are) you|i)(?: currently)? liv(?:e|ing) in(?: the city(?: of (.+))?| (.+))"
        r"|(?:are you )?a (.+) resident|(?:i am|are you) a resident of(?: the city of)? (.+)"
    ),
    "eligibility-works_for_city": re.compile(r"do you(?: or .+)? work for the city(?: of (.+))?"),
}


def header_row(sheet: Sheet, targets: Targets) -> int:
    """The number of the row with the most headings that we know; else of the first full one."""
    first = sheet.rows[:MOST_ABOVE]

    def known(row: list[str]) -> int:
        return sum(bool(target_of(heading, targets)) for heading in row)

    best = max(first, key=lambda each: (known(each[1]), -each[0]))
    if known(best[1]):
        return best[0]
    widest = max(len(row) for _number, row in first)
    return next(number for number, row in first if sum(map(bool, row)) * 2 > widest)


def columns(headings: Sequence[str], targets: Targets) -> dict[str, str]:
    """Place of a column → key of what it fills; each target once, unless it may be joined."""
    found: dict[str, str] = {}
    for place, heading in enumerate(headings):
        key = target_of(heading, targets)
        if key and (key not in found.values() or targets.by_key[key].may_be_joined):
            found[str(place)] = key
    return found


def target_of(heading: str, targets: Targets) -> str:
    """The key of what a heading names; "" if it names nothing that we know."""
    for words in (heading, _NUMBERED.sub("", heading)):
        folded = fold(words)
        if key := targets.headings.get(folded) or _usual().get(folded, ""):
            return key if key in targets.by_key else ""
    folded = fold(_NUMBERED.sub("", heading))
    return _asked(folded, targets) or _alike(folded, targets)


def _asked(folded: str, targets: Targets) -> str:
    for key, asks in _ASKED.items():
        found = asks.fullmatch(folded)
        if found and key in targets.by_key:
            named = f" {fold(targets.by_key[key].label)} "
            what = next(filter(None, found.groups()), "")
            return key if not what or f" {what} " in named else ""
    return ""


def _alike(folded: str, targets: Targets) -> str:
    """The one question that reads almost the same, or begins the same; "" for none or several."""
    if len(folded) < SHORTEST_ALIKE:
        return ""
    known = targets.headings.items()
    close = {key for words, key in known if fuzz.ratio(folded, words) >= LIKE}
    begun = {
        key
        for words, key in known
        if len(words) >= SHORTEST_ALIKE and (words.startswith(folded) or folded.startswith(words))
    }
    found = close or begun
    return found.pop() if len(found) == 1 else ""


def _usual() -> dict[str, str]:
    return {heading: key for key, headings in USUAL.items() for heading in headings}
