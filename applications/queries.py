"""Questions about many rows: calls, questions, drafts, applications, contacts, neighborhoods."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.forms.models import model_to_dict

from applications.enums import ApplicationStatus, Part, Resident
from applications.models import (
    Answer,
    Application,
    Call,
    Cluster,
    Contact,
    Draft,
    LateEntry,
    Neighborhood,
    Page,
    PaperEntry,
    Question,
    Revision,
    ScannedPage,
    Support,
)
from applications.models.answer import as_typed
from applications.models.call import CLOSING_SOON
from applications.models.draft import KEPT_FOR, LEFT_ALONE_FOR
from core.models import User

FEWEST_DIGITS = 7  # of a phone number; fewer would be a ZIP code or a house number


def published_calls() -> QuerySet[Call]:
    """Calls that residents may see, the newest first."""
    return Call.objects.filter(is_published=True)


def dates_of(call: Call) -> Call:
    """The call as it stands in the database now, with only what says when it is open."""
    return Call.objects.only(
        "is_published", "opens_at", "closes_at", "grace_minutes", "deadline_rule"
    ).get(pk=call.pk)


def published_pages() -> QuerySet[Page]:
    """Pages of the site, and of calls that residents may see."""
    return Page.objects.filter(Q(call=None) | Q(call__is_published=True)).select_related("call")


def questions_of(call: Call, part: Part) -> list[Question]:
    """The questions of one part of the form, in order; no query for a call from `definition`."""
    return [question for question in call.questions.all() if question.part == part]


def revision_sent_as(submission_key: uuid.UUID) -> Revision | None:
    """What was stored under this key, if anything was."""
    sent = Revision.objects.filter(submission_key=submission_key)
    return sent.select_related("application").first()


def named(call: Call, reference: str) -> Draft | Application | None:
    """What goes by this reference; a correction goes by that of its application.

    The draft first: when it is sent between the two queries, the second finds the application.
    """
    draft = Draft.objects.filter(call=call, reference=reference, corrects=None).first()
    return draft or Application.objects.filter(call=call, reference=reference).first()


def application_under(submission_key: uuid.UUID) -> Application | None:
    """The application that was sent, or is being corrected, under this key."""
    if revision := revision_sent_as(submission_key):
        return revision.application
    draft = Draft.objects.filter(pk=submission_key).select_related("corrects__call").first()
    return draft and draft.corrects


def correction_of(application: Application) -> Draft | None:
    """The correction of it that was begun and not sent yet."""
    return Draft.objects.filter(corrects=application).first()


def current_revision(application: Application) -> Revision:
    """What counts: the first sending, or the newest correction."""
    return application.revisions.get(is_current=True)


_HOME = ("street", "unit", "zip_code", "place_description")


def answers_as_sent(revision: Revision) -> dict[str, dict[str, Any]]:
    """What one revision said, by step, as the form took it: the gate the other way round.

    About-you answers come by a door of their own: `about_you_as_sent`.
    """
    contact = Contact.objects.select_related("neighborhood").get(revision=revision)
    support = Support.objects.select_related("speaks").get(revision=revision)
    call = revision.application.call
    return {
        "eligibility": {"lives_in_city": revision.lives_in_city},
        "contact": model_to_dict(
            contact, exclude=("revision", "is_complete", "neighborhood", *_HOME)
        ),
        "home": {
            "neighborhood": contact.neighborhood.slug if contact.neighborhood else "",
            **model_to_dict(contact, fields=_HOME),
        },
        "support": {
            **model_to_dict(support, exclude=("revision", "speaks")),
            "speaks": support.speaks.code if support.speaks else "",
        },
        "connection": as_typed(questions_of(call, Part.CONNECTION), revision.answers.all()),
        "questions": as_typed(questions_of(call, Part.CALL), revision.answers.all()),
    }


def contacts_with_email(call: Call, email: str) -> QuerySet[Contact]:
    """The current contacts with this address, in whatever case, the newest first."""
    return Contact.objects.filter(
        email__iexact=email, revision__is_current=True, revision__application__call=call
    ).select_related("revision__application__call").order_by("-revision_id")  # fmt: skip


def drafts_with_email(call: Call, email: str) -> QuerySet[Draft]:
    """Unsent applications with this address, the newest first."""
    return Draft.objects.filter(
        call=call, corrects=None, answers__contact__email__iexact=email
    ).select_related("call").order_by("-created_at")  # fmt: skip


def drafts_to_remind(moment: datetime) -> QuerySet[Draft]:
    """Unsent applications whose call closes soon, with an e-mail, left alone and not reminded."""
    return Draft.objects.filter(
        call__is_published=True,
        call__closes_at__gt=moment,
        call__closes_at__lte=moment + CLOSING_SOON,
        corrects=None,
        reminded_at=None,
        saved_at__lte=moment - LEFT_ALONE_FOR,
        answers__contact__email__icontains="@",
    ).exclude(answers__eligibility__lives_in_city=Resident.NO).select_related("call")  # fmt: skip


def drafts_to_delete(moment: datetime) -> QuerySet[Draft]:
    """Those that are kept no longer: see Draft.kept_until."""
    long_ago = moment - KEPT_FOR
    return Draft.objects.filter(Q(saved_at__lte=long_ago) | Q(call__closes_at__lte=long_ago))


def standing_applications() -> QuerySet[Application]:
    """Those that came in time, or count all the same: who is read, counted and chosen from."""
    return Application.objects.filter(status=ApplicationStatus.RECEIVED)


def papers_to_check(by: User) -> QuerySet[PaperEntry]:
    """What others typed in and nobody has compared with the paper yet, the oldest first."""
    return _current_papers().filter(checked_by=None).exclude(entered_by=by)


def papers_to_correct() -> QuerySet[PaperEntry]:
    """Where a second person found that what was typed differs from the paper."""
    return _current_papers().filter(agrees=False)


def _current_papers() -> QuerySet[PaperEntry]:
    papers = PaperEntry.objects.filter(revision__is_current=True)
    papers = papers.exclude(revision__application__status=ApplicationStatus.WITHDRAWN)
    related = ("revision__application", "entered_by", "checked_by")
    return papers.select_related(*related).order_by("entered_at", "pk")


def current_paper(reference: str) -> PaperEntry | None:
    """What stands for this application now, where a clerk typed it in."""
    related = ("revision__application__call", "entered_by", "checked_by")
    papers = PaperEntry.objects.filter(
        revision__application__reference=reference, revision__is_current=True
    )
    return papers.select_related(*related).first()


def scanned_pages(application_id: int) -> QuerySet[ScannedPage]:
    """All pages that were scanned of an application's paper, in the order of scanning."""
    pages = ScannedPage.objects.filter(paper_entry__revision__application=application_id)
    return pages.order_by("pk")


def contacts_at_counter(name: str, detail: str) -> QuerySet[Contact]:
    """Current contacts of this name that also have this email, phone, street or ZIP code.

    Letter case does not matter, nor does how a phone number is set apart. The newest first.
    """
    digits = re.sub(r"\D", "", detail).removeprefix("1")
    said = Q(email__iexact=detail) | Q(street__iexact=detail) | Q(zip_code=detail)
    contacts = Contact.objects.filter(revision__is_current=True)
    if len(digits) >= FEWEST_DIGITS:
        only_digits = Func(
            F("phone"),
            Value(r"\D"),
            Value(""),
            Value("g"),
            function="regexp_replace",
            output_field=TextField(),
        )
        contacts = contacts.annotate(phone_digits=only_digits)
        said |= Q(phone_digits__in=[digits, f"1{digits}"])
    named_so = Q(full_name__iexact=name) | Q(chosen_name__iexact=name)
    found = contacts.filter(named_so & said).select_related("revision__application__call")
    return found.order_by("-revision_id")


def late_entries() -> QuerySet[LateEntry]:
    """What waits for a coordinator, the longest wait first."""
    waiting = LateEntry.objects.filter(accepted=None, application__status=ApplicationStatus.LATE)
    return waiting.select_related("application__call", "asked_by").order_by("asked_at", "pk")


def calls_for_paper(moment: datetime) -> QuerySet[Call]:
    """Calls whose paper may lie on the desk: those that have opened, the newest first."""
    return published_calls().filter(opens_at__lte=moment)


def has_email(revision: Revision) -> bool:
    """Whether its sender gave an e-mail address."""
    return Contact.objects.filter(revision=revision).exclude(email="").exists()


def contacts_of(applications: Iterable[Application]) -> dict[int, Contact]:
    """The current contact of each application, by the application's id."""
    contacts = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).select_related("revision", "neighborhood")
    return {contact.revision.application_id: contact for contact in contacts}


def cluster_of_each_applicant(call: Call) -> dict[int, int | None]:
    """Application id → cluster id, None for those who named no neighborhood of the city."""
    standing = standing_applications().filter(call=call)
    rows = Contact.objects.filter(
        revision__is_current=True, revision__application__in=standing
    ).values_list("revision__application_id", "neighborhood__cluster_id")
    return dict(rows)


def answers_of(application: Application) -> QuerySet[Answer]:
    """The current answers of one application, in the order of the form."""
    return Answer.objects.filter(
        revision__application=application, revision__is_current=True
    ).select_related("question", "choice").order_by("question__order", "choice__order")  # fmt: skip


def neighborhoods() -> QuerySet[Neighborhood]:
    """Every answer to "which neighborhood", in the order in which it is offered."""
    return Neighborhood.objects.order_by("order")


def clusters() -> QuerySet[Cluster]:
    """The groups of neighborhoods that seats are balanced over."""
    return Cluster.objects.order_by("order")
