"""The lot: which draw it will be, and what two people type once it is drawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call
from core.actions import Refused
from core.kept_input import form_of, kept_of, redirect_back
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from reviewers.queries import latest_version
from selection.actions.lot import name_source, type_lot
from selection.board import current_targets
from selection.models import Lot
from selection.panel_forms import LotForm, SourceForm
from selection.views.panels import in_call

FORMS = {"source": (SourceForm, name_source), "typed": (LotForm, type_lot)}


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def lot_detail(request: HttpRequest) -> HttpResponse:
    """How the lot stands, and what is to be done about it next."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "The lot", "call": call, "calls": calls}
    if call:
        lot = _lot_of(call)
        forms = _forms(request, lot)
        if request.method == "POST":
            return _posted(request, call, forms)
        context |= _standing(request, call, lot) | {f"{name}_form": forms[name] for name in FORMS}
    return staff_site.render(request, "selection/lot_detail.html", context)


def _lot_of(call: Call) -> Lot | None:
    people = ("named_by", "typed_by", "confirmed_by")
    lots = Lot.objects.select_related(*people, "target_set", "score_version")
    return lots.filter(call=call).first()


def _forms(request: HttpRequest, lot: Lot | None) -> dict[str, SourceForm | LotForm]:
    """Both forms of the page; what was posted belongs to the one that it names."""
    kept = kept_of(request)
    sent = request.POST if request.method == "POST" else kept.data if kept else {}
    options = {"source": {"replaces": lot is not None}, "typed": {}}
    return {
        name: form_of(request, kind, **options[name])
        if name == sent.get("form")
        else kind(**options[name])
        for name, (kind, _act) in FORMS.items()
    }


def _posted(
    request: HttpRequest, call: Call, forms: dict[str, SourceForm | LotForm]
) -> HttpResponse:
    """Do it and redirect to the page, with what is wrong if something is."""
    name = request.POST.get("form")
    refused = None
    if name in FORMS and forms[name].is_valid():
        try:
            lot = FORMS[name][1](by=request.user, call=call, **forms[name].cleaned_data)
            messages.success(request, _done(lot))
            return redirect(in_call("lot-detail", call))
        except Refused as refusal:
            refused = refusal
    return redirect_back(request, refused, to=in_call("lot-detail", call))


def _done(lot: Lot) -> str:
    if lot.confirmed_at:
        return "The lot is drawn. Propose again, so that ties are settled by it."
    if lot.typed:
        return "Noted. A second person types the same now."
    return "The draw is named. Once it has taken place, two people type it."


def _standing(request: HttpRequest, call: Call, lot: Lot | None) -> dict[str, object]:
    targets, scores = current_targets(call), latest_version(call)
    drawn_for = (lot.target_set, lot.score_version) if lot else None
    is_dated = bool(lot and lot.takes_place_at)
    is_over = is_dated and lot.takes_place_at <= timezone.now()
    is_settled = bool(targets and scores)
    return {
        "lot": lot,
        "targets": targets,
        "scores": scores,
        "is_over": is_over,
        "is_too_early": is_over and not (is_settled and lot.is_later_than(targets, scores)),
        "typed_it": bool(lot and lot.typed_by_id == request.user.pk),
        "has_changed": bool(lot and lot.typed and drawn_for != (targets, scores)),
        "replaced": call.replaced_draws.select_related("named_by", "typed_by", "by"),
    }
