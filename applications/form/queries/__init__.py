"""Queries about calls, questions, drafts, applications, contacts and neighborhoods."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.db.models import Count, Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet

from applications.enums import ApplicationStatus, Part, ResidencyStatus, Resident, Verdict, YesNo
from applications.models import (
    Answer,
    Application,
    Call,
    Cluster,
    Contact,
    Draft,
    DuplicateMark,
    Neighborhood,
    Page,
    Question,
    Redaction,
    Revision,
    SearchEntry,
    Support,
)
from applications.models.answer import answer_values
from applications.models.call import CLOSING_SOON
from applications.models.draft import IDLE_BEFORE_REMINDER, KEPT_FOR
from core import email_address


def published_calls() -> QuerySet[Call]:
    """Calls that residents may see, the newest first."""
    return Call.objects.filter(is_published=True)


def dates_of(call: Call) -> Call:
    """The call's dates in the database now, uncached; other fields are deferred."""
    (dates,) = Call.objects.raw(
        "SELECT id, is_published, opens_at, closes_at, grace_minutes, deadline_rule"
        f" FROM {Call._meta.db_table} WHERE id = %s",
        [call.pk],
    )
    return dates


def published_pages() -> QuerySet[Page]:
    """Pages of the site, and of calls that residents may see."""
    return Page.objects.filter(Q(call=None) | Q(call__is_published=True)).select_related("call")


def questions_of(call: Call, part: Part) -> list[Question]:
    """The questions of one part of the form, in order; no query for a call from `site_cache`."""
    return [question for question in call.questions.all() if question.part == part]


def revision_by_key(submission_key: uuid.UUID) -> Revision | None:
    """The revision stored with this key, if there is one."""
    sent = Revision.with_practice.filter(submission_key=submission_key).order_by("pk")
    return sent.select_related("application").first()


def find_by_reference(call: Call, reference: str) -> Draft | Application | None:
    """The draft or application with this reference; corrections are not included.

    The draft first: if it is sent between the two queries, the second finds the application.
    """
    draft = Draft.objects.filter(call=call, reference=reference, corrects=None).first()
    return draft or Application.objects.filter(call=call, reference=reference).first()


def correction_of(application: Application) -> Draft | None:
    """The unsent correction of this application, if there is one."""
    return Draft.objects.filter(corrects=application).first()


def current_revision(application: Application) -> Revision:
    """The revision that counts: the first, or the latest correction."""
    return application.revisions.get(is_current=True)


def with_current_revision(rows: QuerySet[Model]) -> QuerySet[Model]:
    """Rows with an application, with `current`: its revision that counts, in the same query."""
    path = "application__revisions"
    current = FilteredRelation(path, condition=Q(**{f"{path}__is_current": True}))
    return rows.annotate(current=current).select_related("current")


def contacts_with_email(call: Call, email: str) -> list[Contact]:
    """The current contacts with this address, in whatever case, the newest first."""
    rows = (
        Contact.objects.filter(
            email__iexact=email, revision__is_current=True, revision__application__call=call
        )
        .select_related("revision__application__call")
        .order_by("-revision_id")
    )
    # iexact in PostgreSQL also matches a dotless ı with an i.
    return [contact for contact in rows if email_address.is_same(contact.email, email)]


def drafts_with_email(call: Call, email: str) -> list[Draft]:
    """Drafts with this address, the newest first."""
    has_it = Q(answers__contact__email__iexact=email) | Q(typed__contact__email__iexact=email)
    rows = Draft.objects.filter(has_it, call=call, corrects=None).select_related("call")
    newest_first = rows.order_by("-created_at")
    return [draft for draft in newest_first if email_address.is_same(draft.email, email)]


def drafts_to_remind(moment: datetime) -> QuerySet[Draft]:
    """Idle drafts with an e-mail, not reminded yet, whose call closes soon."""
    return (
        Draft.objects.filter(
            Q(answers__contact__email__icontains="@") | Q(typed__contact__email__icontains="@"),
            call__is_published=True,
            call__closes_at__gt=moment,
            call__closes_at__lte=moment + CLOSING_SOON,
            corrects=None,
            reminded_at=None,
            saved_at__lte=moment - IDLE_BEFORE_REMINDER,
        )
        .exclude(
            Q(answers__contains={"eligibility": {"lives_in_city": Resident.NO}})
            | Q(answers__contains={"eligibility": {"is_of_age": YesNo.NO}})
        )
        .select_related("call")
    )


def drafts_to_delete(moment: datetime) -> QuerySet[Draft]:
    """Expired drafts: see Draft.kept_until."""
    long_ago = moment - KEPT_FOR
    return Draft.objects.filter(Q(saved_at__lte=long_ago) | Q(call__closes_at__lte=long_ago))


def current_marks() -> QuerySet[DuplicateMark]:
    """The current mark of each pair."""
    later = DuplicateMark.objects.filter(
        first=OuterRef("first"), second=OuterRef("second"), number__gt=OuterRef("number")
    )
    return DuplicateMark.objects.filter(~Exists(later)).select_related("first", "second", "by")


def set_aside() -> QuerySet[DuplicateMark]:
    """Ids of applications that do not count because another one of the same person does."""
    same = current_marks().filter(verdict=Verdict.SAME_PERSON)
    return same.select_related(None).values("set_aside")


def eligible_applications() -> QuerySet[Application]:
    """Applications that are reviewed, counted and chosen from: in time, or accepted late.

    Of several from the same person, only the one that a coordinator lets count.
    """
    return _eligible().all()


@cache
def _eligible() -> QuerySet[Application]:
    """Put together once, since most staff pages ask it, some several times; never evaluated."""
    received = Application.objects.filter(status=ApplicationStatus.RECEIVED)
    return received.exclude(pk__in=set_aside())


def contact_sent_with(revision: Revision) -> Contact:
    """The contact of a revision with only e-mail and preferred way; empty without a contact."""
    ways = Contact.objects.filter(revision=revision).only("email", "preferred_way")
    return ways.first() or Contact()


def contacts_of(applications: Iterable[Application]) -> dict[int, Contact]:
    """The current contact of each application, by the application's id."""
    contacts = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).select_related("revision", "neighborhood")
    return {contact.revision.application_id: contact for contact in contacts}


def residency_unchecked(call: Call) -> int:
    """The number of eligible applications without a residency check."""
    return entries_to_check(call).count()


def entries_to_check(call: Call) -> QuerySet[SearchEntry]:
    """Their entries in the search index."""
    return SearchEntry.objects.filter(
        call=call, status=ApplicationStatus.RECEIVED, residency=ResidencyStatus.UNVERIFIED
    )


def supports_of(applications: Iterable[int]) -> dict[int, Support]:
    """The current languages and support of each application, by the application's id."""
    supports = Support.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).select_related("revision", "speaks")
    return {support.revision.application_id: support for support in supports}


def addressees(applications: Iterable[int]) -> dict[int, Contact]:
    """The current contact of each with what a letter needs, by the application's id: for many."""
    contacts = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).annotate(application=F("revision__application"))
    ways = ("email", "post_address", "wants_pick_up", "wants_plain_envelope", "preferred_way")
    contacts = contacts.only("full_name", "chosen_name", *ways)
    return {contact.application: contact for contact in contacts}


def emails_of(applications: Iterable[int]) -> dict[int, str]:
    """The current e-mail address of each, by the application's id."""
    contacts = Contact.objects.filter(
        revision__is_current=True, revision__application__in=list(applications)
    )
    return dict(contacts.values_list("revision__application", "email"))


def languages_read(applications: Iterable[int]) -> dict[int, str]:
    """The language in which each wants to be written to, by the application's id."""
    supports = Support.objects.filter(
        revision__is_current=True, revision__application__in=applications
    )
    return dict(supports.values_list("revision__application", "reads"))


def who_reads(language: str) -> QuerySet[Support]:
    """Ids of the applications whose answers say that they want to be written to in it."""
    current = Support.objects.filter(revision__is_current=True, reads=language)
    return current.values("revision__application")


def clusters_of(applications: Iterable[int]) -> dict[int, int | None]:
    """Application id → cluster id, None for those who named no neighborhood of the city."""
    rows = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    ).values_list("revision__application_id", "neighborhood__cluster_id")
    return dict(rows)


def count_by_neighborhood(
    applications: QuerySet[Application] | Iterable[int],
) -> dict[int | None, int]:
    """Neighborhood id → how many of these, if any, in one query; None: a paper left it empty."""
    current = Contact.objects.filter(
        revision__is_current=True, revision__application__in=applications
    )
    return dict(current.order_by().values_list("neighborhood").annotate(Count("pk")))


def answers_of(application: Application) -> QuerySet[Answer]:
    """The current answers of one application, in the order of the form."""
    return in_order(
        Answer.objects.filter(revision__application=application, revision__is_current=True)
    )


def answer_values_of(applications: Iterable[int]) -> QuerySet[Answer]:
    """(application id, question id, choice id or None, text) of the current answers, in order."""
    answers = Answer.objects.filter(
        revision__application__in=applications, revision__is_current=True
    )
    return answer_values(answers)


def answers_in(revision: Revision) -> QuerySet[Answer]:
    """The answers of one revision, in the order of the form."""
    return in_order(Answer.objects.filter(revision=revision))


def in_order(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Answers in the order of questions and choices."""
    return answers.select_related("question", "choice").order_by("question__order", "choice__order")


def current_languages(applications: Iterable[int]) -> dict[int, str]:
    """The language that each was written in, by the application's id."""
    current = Revision.objects.filter(is_current=True, application__in=applications)
    return dict(current.values_list("application", "language"))


def redactions_of(application: Application) -> list[Redaction]:
    """The redactions of an application's answers, in every revision."""
    rows = Redaction.objects.filter(answer__revision__application=application)
    return list(rows.select_related("answer"))


def neighborhoods() -> QuerySet[Neighborhood]:
    """All answers to "Which neighborhood?", in the form's order."""
    return Neighborhood.objects.order_by("order")


def clusters() -> QuerySet[Cluster]:
    """The clusters of neighborhoods for balancing seats."""
    return Cluster.objects.order_by("order")
