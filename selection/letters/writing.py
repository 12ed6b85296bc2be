"""A letter as its reader gets it: one function, for email, for paper and for previews.

The greeting and what stands below come from the catalogue, as in all mail; the words between are
staff's. Of what the applicant wrote, only the name is in it, and only where it looks like one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.enums import ContactWay
from applications.form import site_cache
from applications.models import Call, Contact, Office
from core import phrases
from core.greeting import greeting_name
from core.languages import ENGLISH, Language
from core.templatetags.money import dollars
from core.translated import text_in
from selection.enums import Outcome
from selection.letter_enums import Ineligibility
from selection.letters.words import fill
from selection.models import Decision, LetterTemplate

_RULE = "—" * 12  # between a letter and its English


@dataclass(frozen=True)
class Written:
    """A letter in one language; `english` follows below where nobody has checked the words."""

    language: Language
    city: str
    office: str
    day: str
    subject: str
    greeting: str
    body: str
    reference: str
    help: tuple[str, ...]
    note: str = ""
    english: "Written | None" = None

    @property
    def paragraphs(self) -> list[str]:
        """The words between greeting and office."""
        return self.body.split("\n\n")

    @property
    def sender(self) -> str:
        """Whom an email is from."""
        return settings.DEFAULT_FROM_EMAIL

    @property
    def in_own_language(self) -> str:
        """The body of an email, without the English below."""
        parts = [
            self.greeting,
            self.body,
            f"{self.office}\n{self.city}",
            self.reference,
            "\n".join(self.help),
            self.note,
        ]
        return "\n\n".join(part for part in parts if part)

    @property
    def as_mail(self) -> str:
        """The body of an email."""
        if not self.english:
            return f"{self.in_own_language}\n"
        return f"{self.in_own_language}\n\n{_RULE}\nEnglish\n\n{self.english.as_mail}"


@dataclass(frozen=True)
class Facts:
    """What a letter says about one decision, besides the words."""

    call: Call
    reference: str
    reply_by: date | None
    why: str = ""


@dataclass(frozen=True)
class Post:
    """Where a printed letter goes: the lines of the address window, only the name where there is
    no address. `may_pick_up` is a wish beside the address."""

    lines: tuple[str, ...]
    is_plain: bool
    is_picked_up: bool
    may_pick_up: bool

    @classmethod
    def of(cls, contact: Contact) -> "Post":
        """The address as it was typed, below the name unless it begins with it."""
        address = contact.post_address.splitlines()
        names = {_plain(each) for each in (contact.name, contact.full_name)}
        is_named = bool(address) and _plain(address[0]) in names
        prefers = contact.wants_pick_up and contact.preferred_way == ContactWay.PICK_UP
        return cls(
            lines=tuple(address) if is_named else (contact.name, *address),
            is_plain=contact.wants_plain_envelope,
            is_picked_up=prefers or not address,
            may_pick_up=contact.wants_pick_up,
        )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def write(
    text: LetterTemplate,
    *,
    english: LetterTemplate | None,
    facts: Facts,
    name: str,
    day: date | None = None,
) -> Written:
    """The letter to somebody of this `name`, on this `day`; `english` is to follow below."""
    language = text.in_language
    with translation.override(language.code):
        values = _values(facts, language)
        return Written(
            language=language,
            **_frame(facts, language),
            day=phrases.day(day or timezone.localdate()),
            subject=fill(text.subject, values),
            greeting=_greeting(greeting_name(name)),
            body=fill(text.body, values),
            note=_unchecked() if english else "",
            english=english and write(english, english=None, facts=facts, name=name, day=day),
        )


def _greeting(name: str) -> str:
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _unchecked() -> str:
    return _(
        "We are still checking this translation. If something is wrong or hard to understand, "
        "please tell us. You can also read the English. No mistake of ours will count against you."
    )


def letterhead(language: Language) -> dict[str, str]:
    """The city and the office, as they stand above a letter."""
    office = site_cache.site_text().office or Office()
    return {"city": _in(office, "city", language), "office": _in(office, "name", language)}


def _frame(facts: Facts, language: Language) -> dict[str, object]:
    """The office above, and what stands below the words."""
    reach = site_cache.help_contact(facts.call)
    ways = tuple(filter(None, (reach.phone, reach.email)))
    return {
        **letterhead(language),
        "reference": f"{_('Your reference:')} {facts.reference}",
        "help": (_("Questions? We help in your language, free of charge:"), *ways) if ways else (),
    }


def _values(facts: Facts, language: Language) -> Mapping[str, str]:
    find = reverse("applications:application-find", args=[facts.call.slug])
    if language.direction == "rtl":  # a slash at the end would be shown before the address
        find = find.rstrip("/")
    return {
        "{title}": _in(facts.call, "title", language),
        "{reference}": facts.reference,
        "{reply_by}": phrases.day(facts.reply_by) if facts.reply_by else "",
        "{stipend}": dollars(facts.call.stipend_cents),
        "{status_page}": f"{settings.SITE_URL}{find}",
        "{why}": str(Ineligibility(facts.why).phrase) if facts.why else "",
    }


def _in(row: Call | Office, name: str, language: Language) -> str:
    return text_in(row, name, language) or text_in(row, name, ENGLISH)


def needs_english(text: LetterTemplate) -> bool:
    """Whether the English follows below: nobody has checked the translation."""
    return not text.is_english and text.checked_at is None


def needs_reply_by(outcome: str) -> bool:
    """Whether a letter for this outcome asks for an answer."""
    return outcome == Outcome.MEMBER


def written(
    decision: Decision,
    template: LetterTemplate,
    english: LetterTemplate | None,
    contact: Contact,
    why: str,
    *,
    reply_by: date | None,
    day: date | None = None,
) -> Written:
    """The letter about one decision in these words, on this `day`, to be answered by that one."""
    facts = Facts(
        call=decision.release.call,
        reference=decision.application.reference,
        reply_by=reply_by,
        why=why,
    )
    return write(template, english=english, facts=facts, name=contact.name, day=day)
