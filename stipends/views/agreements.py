"""Staff pages of coordinators: the agreement with one member, its parts, and what is paid back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import access_log, phrases
from core.actions import tried
from core.kept_input import done_or_back, form_of, kept_of, redirect_back
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.text import number_of
from selection.letters.writing import letterhead
from selection.offers.queries import payee_of
from stipends import queries
from stipends.actions.agree import decline_stipend, divide_agreement
from stipends.actions.approve import reopen_stipend, void_stipend
from stipends.emails import news_on_paper
from stipends.enums import StipendStatus
from stipends.forms import AskedForm, PartsForm, PayBackForm, WhyForm
from stipends.models import Agreement
from stipends.parts import Part, Stipend
from stipends.reducing import less_in
from stipends.views.paying import found_part
from stipends.views.paying_back import ask_about_paying_back

VOIDABLE = (
    StipendStatus.TO_APPROVE,
    StipendStatus.APPROVED,
    StipendStatus.RETURNED,
    StipendStatus.FAILED,
)


def _found(pk: int) -> Agreement:
    agreements = Agreement.objects.select_related("decision__application__call", "seat__offer")
    return get_object_or_404(agreements, pk=pk)


def _parts(agreement: Agreement) -> list[Part]:
    return queries.parts_of(queries.installments().filter(agreement=agreement))


@staff_page(Permission.APPROVE_STIPENDS)
@never_cache
@require_GET
def agreement_detail(request: HttpRequest, agreement: int) -> HttpResponse:
    """What was agreed with one member, how each part stands, and what can be changed."""
    found = _found(agreement)
    parts = _parts(found)
    stipend = Stipend(found.decision.application, parts)
    open_ones = [part for part in stipend.of_stipend if not part.entries]
    seen = {"seen": " ".join(str(part.pk) for part in parts)}
    initial = dict(seen)
    for number, part in enumerate(open_ones, 1):
        cents = part.amount_cents
        initial |= {
            f"amount_{number}": f"{cents // 100}.{cents % 100:02}" if cents % 100 else cents // 100,
            f"due_on_{number}": part.installment.due_on,
            f"meetings_{number}": part.installment.due_after_meetings,
        }
    forms = {
        "parts": form_of(request, PartsForm, "parts", initial=initial),
        "decline": form_of(request, AskedForm, "decline"),
        "pay-back": form_of(request, PayBackForm, "pay-back", initial=seen, auto_id="pay-back-%s"),
    }
    if found.seat:
        ask_about_paying_back(found.seat, forms["pay-back"])
    becomes = _asked_about_less(request, found, forms["parts"])
    why = {part.pk: _why_form(request, part) for part in parts}
    wrong = next((form for form in [*forms.values(), *why.values()] if form.errors), None)
    context = {
        "title": f"Stipend of {found.decision.application}",
        "agreement": found,
        "application": found.decision.application,
        "call": found.decision.application.call,
        "rows": [(part, why[part.pk], part.status in VOIDABLE) for part in parts],
        "stipend": stipend,
        "can_be_divided": bool(parts) and stipend.can_be_divided,
        "decline_form": forms["decline"],
        "parts_form": forms["parts"],
        "becomes": becomes,
        "pay_back_form": forms["pay-back"],
        "wrong": wrong,
    }
    return staff_site.render(request, "stipends/agreement_detail.html", context)


def _asked_about_less(
    request: HttpRequest, agreement: Agreement, form: PartsForm
) -> Stipend | None:
    """Ask about what was typed if they are to get less; then the stipend as it would be."""
    if not form.is_bound or set(form.errors) - {"despite"}:
        return None
    less = less_in(agreement, form.terms())
    form.ask(less)
    return tried(lambda: _divided(request, agreement, form))[0] if less else None


def _divided(request: HttpRequest, agreement: Agreement, form: PartsForm) -> Stipend:
    there = [part.pk for part in agreement.installments.all()]
    divide_agreement(by=request.user, agreement=agreement, parts=form.terms(), seen=there)
    return Stipend(agreement.decision.application, _parts(agreement))


def _why_form(request: HttpRequest, part: Part) -> WhyForm:
    auto_id = f"why-{part.pk}-%s"
    initial = {"seen": part.seen}
    return form_of(request, WhyForm, f"why-{part.pk}", initial=initial, auto_id=auto_id)


def _back_to(agreement: int) -> str:
    return reverse("staff:agreement-detail", args=[agreement])


@staff_page(Permission.APPROVE_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stipend_letter(request: HttpRequest, agreement: int) -> HttpResponse:
    """How their stipend stands, to print, in the language in which we write to them.

    By a button, which leads to an address of this session alone: it is on the access log.
    """
    found = _found(agreement)
    if request.method == "POST":
        return redirect_back(request)
    payee = payee_of(found.seat.offer) if found.seat else None
    if kept_of(request) is None or payee is None:
        return redirect(_back_to(agreement))
    application = found.decision.application
    access_log.record(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_id=application.pk,
        query="letter about the stipend",
    )
    letter = news_on_paper(application, _parts(found))
    with translation.override(letter.language.code):
        day = phrases.day(timezone.localdate())
    context = {
        "title": "Letter about the stipend",
        "agreement": found,
        "application": application,
        "call": application.call,
        "payee": payee,
        "letter": letter,
        "day": day,
        **letterhead(letter.language),
    }
    return staff_site.render(request, "stipends/stipend_letter.html", context)


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def agreement_divide(request: HttpRequest, agreement: int) -> HttpResponse:
    """Other parts in the place of those that nobody has approved."""
    found, form = _found(agreement), PartsForm(request.POST)

    def done() -> HttpResponse:
        divide_agreement(
            by=request.user,
            agreement=found,
            parts=form.terms(),
            seen=form.seen_parts(),
            asked=form.asked(),
            despite=form.cleaned_data["despite"],
        )
        messages.success(request, "The parts are changed.")
        return redirect(_back_to(agreement))

    return done_or_back(request, form, done, to=_back_to(agreement), name="parts")


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def agreement_decline(request: HttpRequest, agreement: int) -> HttpResponse:
    """The member wants no more of it."""
    found, form = _found(agreement), AskedForm(request.POST)

    def done() -> HttpResponse:
        count = decline_stipend(by=request.user, agreement=found, asked=form.asked())
        words = f"{number_of(count, 'part')} voided." if count else "Nothing waits."
        messages.success(request, words)
        return redirect(_back_to(agreement))

    return done_or_back(request, form, done, to=_back_to(agreement), name="decline")


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def stipend_void(request: HttpRequest, part: int) -> HttpResponse:
    """Pay this part to nobody."""
    return _with_reason(request, part, void_stipend, "This part is voided.")


@staff_page(Permission.APPROVE_STIPENDS)
@require_POST
def stipend_reopen(request: HttpRequest, part: int) -> HttpResponse:
    """Make a voided part one to approve again."""
    return _with_reason(request, part, reopen_stipend, "This part waits for approval again.")


def _with_reason(request: HttpRequest, pk: int, act: object, said: str) -> HttpResponse:
    part, form = found_part(pk), WhyForm(request.POST)
    back = _back_to(part.agreement.pk)

    def done() -> HttpResponse:
        act(by=request.user, installment=part.installment, **form.cleaned_data)
        messages.success(request, said)
        return redirect(back)

    return done_or_back(request, form, done, to=back, name=f"why-{pk}")
