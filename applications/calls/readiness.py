"""What a call still needs before it can be published, with links to where it is fixed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.apps import apps
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from applications.calls.dates_in_words import earlier_dates, edit_url
from applications.enums import CHOICE_KINDS, NO_ANSWER, Part
from applications.form import wording_checks
from applications.form.call_items import rows_of, whole_calls
from applications.form.queries.content import count_changes
from applications.models import Call, Office, Page
from applications.models.site_text import PRIVACY
from core.languages import ALL, ENGLISH
from core.translated import gaps, progress, text_in

FEWEST_CHOICES = 2
SHORT_TIME = timedelta(days=7)
SATURDAY = 5


@dataclass(frozen=True)
class Finding:
    """One finding in words; if it `blocks`, the call cannot be published.

    `is_check`: nothing is wrong, but somebody must check words, or decide to open without.
    """

    blocks: bool
    says: str
    fix_url: str = ""
    is_check: bool = False


Finder = Callable[[Call], Iterator[Finding]]


def findings(call: Call) -> list[Finding]:
    """All findings on a call from call_items.whole_calls, blockers first."""
    found = [*_found(call, MAY_BLOCK), *_found(call, ONLY_WARN)]
    return sorted(found, key=lambda each: not each.blocks)


def blockers(call: Call) -> list[Finding]:
    """The findings that keep a call from being published."""
    return [each for each in _found(call, MAY_BLOCK) if each.blocks]


def blockers_of_published(call: Call) -> list[Finding]:
    """The same of a published call, which no date blocks; kept until its content changes.

    What residents read only ever gets more rows of history, and a call more waivers.
    """

    def ask() -> list[Finding]:
        whole = whole_calls().get(pk=call.pk)
        return [each for each in _found(whole, KEPT) if each.blocks]

    version = f"{count_changes()}-{call.wording_waivers.count()}"
    kept = cache.get_or_set(f"blockers-{call.pk}-{version}", ask, timeout=None)
    return [*kept, *_parts_of_later_apps(call)]


def in_words(blocking: Iterable[Finding]) -> str:
    """What must be done, counted: "2 things must be mended and words in 11 languages checked"."""
    blocking = list(blocking)
    checks = sum(each.is_check for each in blocking)
    mend = len(blocking) - checks
    things = "1 thing" if mend == 1 else f"{mend} things"
    languages = "1 language" if checks == 1 else f"{checks} languages"
    if not mend:
        return f"Words in {languages} must be checked" if checks else ""
    also = f" and words in {languages} checked" if checks else ""
    return f"{things} must be mended{also}"


def _found(call: Call, finders: Iterable[Finder]) -> Iterator[Finding]:
    for finder in finders:
        yield from finder(call)


def _office(call: Call) -> Iterator[Finding]:
    """Every public page shows the office and its contact details."""
    office, edit = Office.objects.first() or Office(), reverse("staff:office-edit")
    messages = {
        "city_en": "Nothing says which city this is.",
        "name_en": "Nothing says which office this is.",
        "phone": "The office has no phone number.",
        "email": "The office has no e-mail address.",
    }
    for name, says in messages.items():
        if not getattr(office, name):
            yield Finding(True, says, f"{edit}#id_{name}")


def _addresses(call: Call) -> Iterator[Finding]:
    edit = reverse("staff:call-edit", args=[call.slug])
    if not call.mail_address and not call.counter_address:
        says = "There is no address to mail a form to and no counter to bring it to."
        yield Finding(True, says, f"{edit}#id_mail_address")
    elif not call.mail_address:
        says = "There is no address to mail a form to."
        yield Finding(False, says, f"{edit}#id_mail_address")
    elif not call.counter_address:
        yield Finding(False, "There is no counter to come to.", f"{edit}#id_counter_address")
    if call.counter_address and not text_in(call, "counter_hours", ENGLISH):
        says = "Nothing says when the counter is open."
        yield Finding(False, says, f"{edit}#id_counter_hours_en")
    if Call.objects.filter(reference_prefix=call.reference_prefix).exclude(pk=call.pk).exists():
        says = f"Another call’s references begin with {call.reference_prefix} too."
        yield Finding(False, says, f"{edit}#id_reference_prefix")


def _questions(call: Call) -> Iterator[Finding]:
    setup = reverse("staff:call-setup", args=[call.slug])
    questions = list(call.questions.all())
    if not any(question.is_scored for question in questions):
        says = "No question is scored, so reviewers would have nothing to read."
        yield Finding(True, says, f"{setup}#questions")
    for part in Part:
        if not any(question.part == part for question in questions):
            says = f"The part “{part.label}” has no question: that step would be empty."
            yield Finding(False, says, f"{setup}#questions")
    for question in questions:
        edit = reverse("staff:question-edit", args=[call.slug, question.pk])
        offered = {choice.key for choice in question.choices.all()}
        if question.kind in CHOICE_KINDS and len(offered) < FEWEST_CHOICES:
            says = f"“{question.text_en}” needs at least {FEWEST_CHOICES} choices."
            yield Finding(True, says, edit)
        elif question.part == Part.ABOUT_YOU and offered and NO_ANSWER not in offered:
            says = f"“{question.text_en}” has no choice “Prefer not to say”."
            yield Finding(False, says, edit)


def _words(call: Call) -> Iterator[Finding]:
    edit = reverse("staff:call-edit", args=[call.slug])
    for name in ("city", "title", "summary", "consent"):
        if not text_in(call, name, ENGLISH):
            yield Finding(True, f"The English {name} is empty.", f"{edit}#id_{name}_en")
    has_about_you = any(question.part == Part.ABOUT_YOU for question in call.questions.all())
    if has_about_you and not text_in(call, "about_you_intro", ENGLISH):
        says = "Nothing says why you ask the about-you questions and what you do with the answers."
        yield Finding(False, says, f"{edit}#id_about_you_intro_en")
    if not text_in(call, "stipend_when", ENGLISH):
        says = "Nothing says when the stipend is paid."
        yield Finding(False, says, f"{edit}#id_stipend_when_en")
    if not call.sections.all():
        setup = reverse("staff:call-setup", args=[call.slug])
        yield Finding(False, "The call’s page has no section yet.", f"{setup}#sections")
    privacy_page = Page.objects.filter(key=PRIVACY).first()
    if privacy_page is None:
        says = "There is no page on privacy."
        yield Finding(True, says, f"{reverse('staff:page-add')}?key={PRIVACY}")
    else:
        short = [each.language for each in progress([privacy_page]) if not each.is_complete]
        finished = [language for language in short if language.complete]
        page_edit = reverse("staff:page-edit", args=[PRIVACY])
        for language in finished:
            says = f"The page on privacy is not all in {language.english_name}."
            yield Finding(False, says, f"{page_edit}?language={language.code}")


def _parts_of_later_apps(call: Call) -> Iterator[Finding]:
    """What later apps need: a model says with `missing_from_call` what its absence means.

    `standing_in` has its rows that hold now, where a call keeps earlier ones, too; `mended_at` is
    where they are made.
    """
    for model in apps.get_models():
        says = getattr(model, "missing_from_call", "")
        if not says:
            continue
        if hasattr(model, "standing_in"):
            rows = model.standing_in(call)
        else:
            rows = model.objects.filter(**{getattr(model, "leads_to_call", "call"): call})
        if not rows.exists():
            mended_at = getattr(model, "mended_at", None)
            yield Finding(True, says, mended_at(call) if mended_at else "")


def _dates(call: Call) -> Iterator[Finding]:
    edit = reverse("staff:call-edit", args=[call.slug])
    now = timezone.now()
    if call.closes_at <= now and not call.is_published:
        yield Finding(True, "It closes in the past.", f"{edit}#id_closes_at")
    elif call.opens_at <= now and not call.is_published:
        says = "Its opening has passed: it is open the moment you publish it."
        yield Finding(False, says, f"{edit}#id_opens_at")
    if call.closes_at - max(call.opens_at, now) < SHORT_TIME and call.closes_at > now:
        says = "People have less than a week to apply."
        yield Finding(False, says, f"{edit}#id_closes_at")
    for word, moment in (("opens", call.opens_at), ("closes", call.closes_at)):
        if _clocks_change_on(moment):
            says = f"The clocks change on the day it {word}. Look at the time twice."
            yield Finding(False, says, f"{edit}#id_{word}_at")
    if timezone.localtime(call.closes_at).weekday() >= SATURDAY:
        says = "It closes on a weekend, when nobody is at the counter."
        yield Finding(False, says, f"{edit}#id_closes_at")


def _days_after(call: Call) -> Iterator[Finding]:
    """The days after the deadline must come after it."""
    edit = reverse("staff:call-edit", args=[call.slug])
    closes_on = timezone.localdate(call.closes_at)
    if call.answers_until is None:
        says = "Nothing says by when everyone gets an answer."
        yield Finding(False, says, f"{edit}#id_answers_until")
    elif call.answers_until <= closes_on:
        says = "People are promised an answer before the call closes."
        yield Finding(True, says, f"{edit}#id_answers_until")
    if call.meets_from is None:
        yield Finding(False, "Nothing says when the group meets.", f"{edit}#id_meets_from")
    elif call.meets_from <= closes_on:
        says = "The group would meet before the call closes."
        yield Finding(True, says, f"{edit}#id_meets_from")


def _earlier_dates(call: Call) -> Iterator[Finding]:
    closes_on = date_format(timezone.localdate(call.closes_at), "F j, Y")
    for earlier in earlier_dates(call):
        dates = ", ".join([*map(str, earlier.years), *earlier.days])
        count = len(earlier.languages)
        where = f"{count} languages" if count > 1 else earlier.languages[0].english_name
        says = (
            f"“{earlier.quoted}” names {dates} in {where}, and the call closes on {closes_on}. "
            "Look at its dates."
        )
        yield Finding(False, says, edit_url(call, earlier))


def _clocks_change_on(moment: datetime) -> bool:
    """Whether that day has 23 or 25 hours in the city's zone."""
    day = timezone.localdate(moment)
    midnights = [
        timezone.make_aware(datetime.combine(each, time())) for each in (day, day + timedelta(1))
    ]
    first, last = (timezone.localtime(each).utcoffset() for each in midnights)
    return first != last


def _languages(call: Call) -> Iterator[Finding]:
    """A finding for each complete language; one for all incomplete ones."""
    translate = reverse("staff:call-translate", args=[call.slug])
    rows = list(rows_of(call))
    for each in progress(rows):
        if each.is_complete or not each.language.complete:
            continue
        row, name = gaps(rows, each.language)[0]
        says = (
            f"{each.language.english_name}: {each.missing} of {each.total} texts"
            f" {'is' if each.missing == 1 else 'are'} missing. "
            "Readers get them in English."
        )
        anchor = f"{row._meta.model_name}-{row.pk}"
        yield Finding(False, says, f"{translate}?language={each.language.code}#{anchor}")
    unfinished = [language.english_name for language in ALL if not language.complete]
    if unfinished:
        says = (
            f"The site’s own words are not finished in {', '.join(unfinished)}. Until they are, "
            "readers of these get English throughout, and are told so."
        )
        yield Finding(False, says)


def _checks(call: Call) -> Iterator[Finding]:
    """Important wording must be checked in each language, or waived."""
    waived = set(call.wording_waivers.values_list("language", flat=True))
    page = reverse("staff:wording-check", args=[call.slug])
    for language, counts in wording_checks.missing_checks(call):
        if counts and language.code not in waived:
            areas = ", ".join(f"{area.label} ({count})" for area, count in counts.items())
            says = f"{language.english_name}: nobody has checked all words on {areas}."
            yield Finding(True, says, f"{page}?language={language.code}", is_check=True)


# What they find of a published call changes with its words and their checks only, not with time.
KEPT: tuple[Finder, ...] = (_office, _addresses, _questions, _words, _days_after, _checks)
MAY_BLOCK: tuple[Finder, ...] = (*KEPT, _parts_of_later_apps, _dates)
ONLY_WARN: tuple[Finder, ...] = (_earlier_dates, _languages)
