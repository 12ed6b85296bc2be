"""Staff pages: publish a call, unpublish it, extend its deadline."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from applications.calls.actions.open_call import extend_deadline, open_call, unpublish_call
from applications.calls.forms.configure import ExtendForm
from applications.models import Call
from core import kept_input
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def call_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the call, if the box "looked at the preview" is ticked."""
    call = get_object_or_404(Call, slug=slug)
    if "looked" not in request.POST:
        messages.error(request, "Tick that you have looked at the preview, then publish.")
        return redirect("staff:readiness-list", slug)
    with refusal_as_message(request):
        call = open_call(by=request.user, call=call)
        when = "It is open." if call.has_opened else "It opens on its day."
        messages.success(request, f"Residents can see the call now. {when}")
        return redirect("staff:call-setup", slug)
    return redirect("staff:readiness-list", slug)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def call_unpublish(request: HttpRequest, slug: str) -> HttpResponse:
    """Hide the call again, while it has no applications or drafts."""
    with refusal_as_message(request):
        unpublish_call(by=request.user, call=get_object_or_404(Call, slug=slug))
        messages.success(request, "Residents no longer see the call.")
    return redirect("staff:call-setup", slug)


@staff_page(Permission.CONFIGURE_CALLS)
def deadline_extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Extend the deadline, with a reason."""
    call = get_object_or_404(Call, slug=slug)
    if not call.has_opened:
        return redirect("staff:call-edit", slug)
    form = kept_input.form_of(request, ExtendForm, call=call)

    def extend() -> HttpResponse:
        extend_deadline(by=request.user, call=call, **form.cleaned_data)
        messages.success(request, "The new deadline holds from now on.")
        return redirect("staff:call-setup", slug)

    if request.method == "POST":
        return kept_input.done_or_back(request, form, extend)
    context = {
        "title": "Extend the deadline",
        "call": call,
        "form": form,
        "extensions": call.extensions.select_related("by"),
    }
    return staff_site.render(request, "applications/calls/deadline_extend.html", context)
