"""Email addresses: cleaned like other text, and taken only if a mail server can be given them."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

LONGEST = 254  # RFC 5321, and what the columns hold
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1

# No `localhost`: a resident's address is on a machine of its own.
_is_ascii_address = EmailValidator(allowlist=[])
_LOCAL_PART = re.compile(r"[-!#$%&'*+/=?^_`{|}~.0-9A-Za-z]")
# Where most people's mail is, and what is spelled nearly so but is right as well.
_WELL_KNOWN = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net",
    "verizon.net", "live.com", "msn.com", "protonmail.com", "boston.gov",
)  # fmt: skip
_ALSO_RIGHT = {
    "mail.com", "email.com", "ymail.com", "gmx.com", "fmail.com", "me.com", "aim.com", "mac.com",
    "yahoo.ca", "yahoo.co", "live.ca", "outlook.co", "bmail.com",
}  # fmt: skip
_MISSPELLED_ENDINGS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com",
    "og": "org", "ogr": "org", "orgg": "org", "ner": "net", "nte": "net", "ney": "net",
    "eud": "edu", "edi": "edu", "gob": "gov", "gvo": "gov",
}  # fmt: skip
_FEWEST_FOR_A_SLIP = 7  # letters of a domain; shorter ones are too often one letter apart
_QUOTES = "\"'“”‘’«»"
_TRAILING = ",;:.。、،"


def clean(typed: str) -> str:
    """The address within `typed`, as it was written but for what gets pasted along with it.

    Taken away: spaces around, invisible format characters, `mailto:`, a name before `<…>`,
    quotes, and a comma or full stop after it. Full-width signs become plain ones.
    """
    address = unicodedata.normalize("NFKC", typed)
    address = "".join(c for c in address if unicodedata.category(c) not in ("Cf", "Cc"))
    while (plain := _unwrapped(address)) != address:
        address = plain
    local_part, at, domain = address.rpartition("@")
    return f"{local_part}{at}{domain.replace('。', '.')}"


def _unwrapped(address: str) -> str:
    address = address.strip().rstrip(_TRAILING).strip(_QUOTES)
    if address.endswith(">"):
        address = address.rpartition("<")[2].removesuffix(">")
    return re.sub(r"^mailto:", "", address, flags=re.IGNORECASE)


def ascii_form(address: str) -> str:
    """`address` as it goes over the wire, its domain in IDNA. Raises UnicodeError."""
    local_part, at, domain = address.rpartition("@")
    return f"{local_part}{at}{domain.encode('idna').decode('ascii')}"


def validate(address: str) -> None:
    """Raise ValidationError, in words that name what is wrong, unless mail can be sent there."""
    if " " in address:
        raise ValidationError(
            _("There is a space in the email address. Take it out."), code="invalid"
        )
    local_part, at, _domain = address.rpartition("@")
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
    """Whether mail may be sent there."""
    try:
        validate(address)
    except ValidationError:
        return False
    return True


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox: letter case aside, and no letter for another."""
    try:
        return ascii_form(one).lower() == ascii_form(other).lower()
    except UnicodeError:
        return one == other


def likely_meant(address: str) -> str:
    """The address that somebody who typed this one may have meant; "" where nothing is odd."""
    local_part, _at, typed = address.rpartition("@")
    domain = typed.lower()
    if domain in _ALSO_RIGHT or domain in _WELL_KNOWN:
        return ""
    name, dot, ending = domain.rpartition(".")
    if not dot:
        return ""
    mended = f"{name}.{_MISSPELLED_ENDINGS.get(ending, ending)}"
    nearest = min(_WELL_KNOWN, key=lambda known: OSA.distance(mended, known))
    if len(mended) >= _FEWEST_FOR_A_SLIP and OSA.distance(mended, nearest) == 1:
        mended = nearest
    return f"{local_part}@{mended}" if mended != domain else ""
