"""Email addresses: clean them, and accept only those that mail can be sent to."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

LONGEST = 254  # RFC 5321, and the length of the columns
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1

# `localhost` is no resident's mail server.
_is_ascii_address = EmailValidator(allowlist=[])
_LOCAL_PART = re.compile(r"[-!#$%&'*+/=?^_`{|}~.0-9A-Za-z]")
# Most people's mail providers, and other domains that are spelled almost like one of them.
_WELL_KNOWN = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "aol.com",
    "comcast.net",
    "verizon.net",
    "live.com",
    "msn.com",
    "protonmail.com",
    "boston.gov",
)
_ALSO_VALID = {
    "mail.com",
    "email.com",
    "ymail.com",
    "gmx.com",
    "fmail.com",
    "me.com",
    "aim.com",
    "mac.com",
    "yahoo.ca",
    "yahoo.co",
    "live.ca",
    "outlook.co",
    "bmail.com",
}
_MISSPELLED_ENDINGS = {
    "con": "com",
    "cmo": "com",
    "ocm": "com",
    "comm": "com",
    "vom": "com",
    "xom": "com",
    "og": "org",
    "ogr": "org",
    "orgg": "org",
    "ner": "net",
    "nte": "net",
    "ney": "net",
    "eud": "edu",
    "edi": "edu",
    "gob": "gov",
    "gvo": "gov",
}
_FEWEST_LETTERS = 7  # shorter domains are too often one letter apart
_QUOTES = "\"'“”‘’«»"
_TRAILING = ",;:.。、،"


def clean(typed: str) -> str:
    """The address within `typed`, without what gets pasted along with it.

    Removed: spaces around, invisible format characters, `mailto:`, a name before `<…>`,
    quotes, and a comma or full stop after it. Full-width signs become plain ones.
    """
    address = unicodedata.normalize("NFKC", typed)
    address = "".join(c for c in address if unicodedata.category(c) not in ("Cf", "Cc"))
    while (plain := _strip_wrapping(address)) != address:
        address = plain
    local_part, at, domain = address.rpartition("@")
    return f"{local_part}{at}{domain.replace('。', '.')}"


def _strip_wrapping(address: str) -> str:
    address = address.strip().rstrip(_TRAILING).strip(_QUOTES)
    if address.endswith(">"):
        address = address.rpartition("<")[2].removesuffix(">")
    return re.sub(r"^mailto:", "", address, flags=re.IGNORECASE)


def ascii_form(address: str) -> str:
    """`address` as it goes over the wire, its domain in IDNA. Raises UnicodeError."""
    local_part, at, domain = address.rpartition("@")
    return f"{local_part}{at}{domain.encode('idna').decode('ascii')}"


def validate(address: str) -> None:
    """Raise a ValidationError that says what is wrong, unless mail can be sent to `address`."""
    if " " in address:
        raise ValidationError(
            _("There is a space in the email address. Take it out."), code="invalid"
        )
    local_part, at, _domain = address.rpartition("@")
    if "@" in local_part:
        raise ValidationError(
            _("An email address has one @, such as name@example.org."), code="invalid"
        )
    wrong = next((c for c in local_part if not _LOCAL_PART.fullmatch(c)), "")
    if at and wrong:
        raise ValidationError(
            # Translators: the quoted part is one letter or sign that somebody typed.
            _("“%(character)s” cannot stand before the @ of an email address. Check the address."),
            code="invalid",
            params={"character": wrong},
        )
    try:
        wire = ascii_form(address)
        _is_ascii_address(wire)
    except (UnicodeError, ValidationError):
        wire = ""
    is_too_long = len(wire) > LONGEST or len(local_part) > LONGEST_LOCAL_PART
    if not wire or is_too_long or wire.endswith("]"):  # an IP address is nobody's mailbox
        raise ValidationError(
            _("Check the email address. It looks like name@example.org."), code="invalid"
        )


def can_be_sent_to(address: str) -> bool:
    """Whether mail can be sent to `address`."""
    try:
        validate(address)
    except ValidationError:
        return False
    return True


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are the same but for the case of letters."""
    try:
        return ascii_form(one).lower() == ascii_form(other).lower()
    except UnicodeError:
        return one == other


def suggested_correction(address: str) -> str:
    """The address that was probably meant, if this one looks like a typing mistake; else ""."""
    local_part, _at, typed = address.rpartition("@")
    domain = typed.lower()
    if domain in _ALSO_VALID or domain in _WELL_KNOWN:
        return ""
    name, dot, ending = domain.rpartition(".")
    if not dot:
        return ""
    corrected = f"{name}.{_MISSPELLED_ENDINGS.get(ending, ending)}"
    nearest = min(_WELL_KNOWN, key=lambda known: OSA.distance(corrected, known))
    if len(corrected) >= _FEWEST_LETTERS and OSA.distance(corrected, nearest) == 1:
        corrected = nearest
    return f"{local_part}@{corrected}" if corrected != domain else ""
