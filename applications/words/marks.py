"""What a translation must keep as it is: placeholders, tags, addresses; and its structure."""

import re
from collections import Counter
from collections.abc import Iterator

# The target of a link, a placeholder, a tag, and what becomes a link by itself.
_KEPT = re.compile(
    r"\]\((?P<target>[^\s()\[\]]+)\)"
    r"|%\(\w+\)[a-z]|(?<![\d%])%[sd]\b|\{\w*\}"
    r"|</?[a-z][^<>]*>"
    r"|https://[A-Za-z0-9./_~%=&#+?-]*[A-Za-z0-9/]"
    r"|[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
    r"|(?<![\w+-])[2-9][0-9]{2}-[0-9]{3}-[0-9]{4}(?![\w-])"
)
# Of what people wrote: a link or an e-mail address, and a phone number however it is written.
_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w.])www\.)[^\s<>()\[\]«»“”\"]+|[\w.+-]+@(?:[\w-]+\.)+\w{2,}", re.IGNORECASE
)
_VARIES = re.compile(r"^(?:https?://)?(?:www\.)?")
_PHONE = re.compile(r"(?<!\d)\(?\d{3}\)?[-.\s]{0,2}\d{3}[-.\s]?\d{4}(?!\d)")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_ITEM = re.compile(r"^(?:- |[0-9]{1,2}\. )", re.MULTILINE)


def kept(text: str) -> Counter[str]:
    """What stands in this text and must stand in its translation as often."""
    return Counter(
        f"({match['target']})" if match["target"] else match[0] for match in _KEPT.finditer(text)
    )


def without_kept(text: str) -> str:
    """This text without the same."""
    return _KEPT.sub(" ", text)


def differences(english: str, translation: str) -> Iterator[str]:
    """What a translation lost or added, each as a sentence for whoever mends it."""
    there, here = kept(english), kept(translation)
    for mark in there - here:
        yield f"{mark} is missing. It must stand in the translation as it is."
    for mark in here - there:
        yield f"{mark} does not stand in the English as often."
    for sign, each in (("headings, “## ”", _HEADING), ("list items, “- ” or “1. ”", _ITEM)):
        wanted, found = len(each.findall(english)), len(each.findall(translation))
        if wanted != found:
            yield f"The English has {wanted} {sign} at the beginning of a line; here are {found}."


# --- Answers of people ---


def addresses(text: str) -> dict[str, str]:
    """Links and e-mail addresses that somebody wrote: without what varies, and as they stand."""
    found = (match[0].rstrip(".,;:!?…。，、؟") for match in _ADDRESS.finditer(text))
    return {_VARIES.sub("", each.casefold()).rstrip("/"): each for each in found}


def without_addresses(text: str) -> str:
    """This text without the same."""
    return _ADDRESS.sub(" ", text)


def reaches_somebody(text: str) -> bool:
    """Whether an address or a phone number seems to stand in it."""
    return bool(_ADDRESS.search(text) or _PHONE.search(text))
