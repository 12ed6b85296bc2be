"""Staff pages: what people are balanced by, and the approval that a sensitive attribute needs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call, Question
from core import kept_input
from core.actions import Refused
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.actions.attributes import (
    add_attribute,
    approve_target,
    ask_for_target,
    decline_target,
    use_attributes,
)
from selection.attribute_forms import AskForm, AttributesForm, DeclineForm, choices_of, lines_of
from selection.attributes import BALANCED_BY, is_sensitive, sensitive_targets
from selection.enums import AttributeSource
from selection.models import Attribute


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def attribute_list(request: HttpRequest) -> HttpResponse:
    """What people can be balanced by, and what each is used for."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "What people are balanced by", "call": call, "calls": calls}
    if call:
        lines = lines_of(call)
        posted = request.POST if request.method == "POST" else None
        form = AttributesForm(posted, lines=lines)
        if posted is not None:
            with refusal_as_message(request):
                _use(request, call, form)
            return redirect(_list_of(call))
        context |= {"form": form}
    return staff_site.render(request, "selection/attribute_list.html", context)


def _use(request: HttpRequest, call: Call, form: AttributesForm) -> None:
    if not form.is_valid():
        raise Refused("Nothing is saved: somebody changed this page meanwhile.", "not_offered")
    use_attributes(by=request.user, call=call, uses=form.uses())
    messages.success(request, "Saved.")


def _list_of(call: Call) -> str:
    return f"{reverse('staff:attribute-list')}?call={call.slug}"


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def attribute_ask(request: HttpRequest, question: int) -> HttpResponse:
    """Ask that the answers to a sensitive question may be used for targets."""
    asked_about = Question.objects.filter(kind__in=BALANCED_BY).select_related("call")
    question = get_object_or_404(asked_about.prefetch_related("choices"), pk=question)
    call = question.call
    if not is_sensitive(question):
        raise Http404
    form = kept_input.form_of(request, AskForm)
    if request.method == "POST":
        refused = None
        if form.is_valid():
            try:
                attribute = add_attribute(
                    by=request.user, call=call, source=AttributeSource.QUESTION, question=question
                )
                reason = form.cleaned_data["reason"]
                ask_for_target(by=request.user, attribute=attribute, reason=reason)
                messages.success(request, "Asked. An equity officer reads it and answers.")
                return redirect(_list_of(call))
            except Refused as error:
                refused = error
        return kept_input.redirect_back(request, refused)
    asked = Attribute.objects.filter(call=call, question=question)
    context = {
        "title": "Ask to use it for targets",
        "call": call,
        "question": question,
        "choices": choices_of(question),
        "asked": asked.select_related("asked_by", "approved_by", "declined_by").first(),
        "form": form,
    }
    return staff_site.render(request, "selection/attribute_ask.html", context)


@staff_page(Permission.APPROVE_SENSITIVE_TARGETS, label="Sensitive targets")
@require_http_methods(["GET", "HEAD", "POST"])
def attribute_approve(request: HttpRequest) -> HttpResponse:
    """Requests to use sensitive attributes for targets: approve one, say no, or take it back."""
    asked = sensitive_targets()
    for attribute in asked:
        name = str(attribute.pk)
        attribute.form = kept_input.form_of(request, DeclineForm, name, auto_id=f"{name}-%s")
    if request.method == "POST":
        pk = request.POST.get("attribute", "")
        attribute = next((each for each in asked if str(each.pk) == pk), None)
        if attribute is None:
            raise Http404
        if "decline" in request.POST:
            return kept_input.done_or_back(
                request, attribute.form, lambda: _declined(request, attribute), name=pk
            )
        with refusal_as_message(request):
            seen = request.POST.get("reason", "")
            approve_target(by=request.user, attribute=attribute, seen_reason=seen)
            messages.success(request, f"Approved: “{attribute}” can be used for targets.")
        return redirect("staff:attribute-approve")
    context = {
        "title": "Sensitive targets",
        "forms": [each.form for each in asked],
        "waiting": [each for each in asked if each.approved_by_id is None],
        "approved": [each for each in asked if each.approved_by_id],
    }
    return staff_site.render(request, "selection/attribute_approve.html", context)


def _declined(request: HttpRequest, attribute: Attribute) -> HttpResponse:
    reason = request.POST["decline_reason"]
    decline_target(by=request.user, attribute=attribute, reason=reason)
    messages.success(request, f"“{attribute}” is only reported on.")
    return redirect("staff:attribute-approve")
