"""Staff pages: invite somebody, send an invitation again, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core import invitations, kept_input
from core.forms import InvitationForm
from core.models import Invitation
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site


@staff_page(Permission.MANAGE_ACCOUNTS)
def invitation_send(request: HttpRequest) -> HttpResponse:
    """Invite somebody by email, with their roles."""
    form = kept_input.form_of(request, InvitationForm)

    def invite() -> HttpResponse:
        invitation = invitations.invite(by=request.user, **form.cleaned_data)
        messages.success(request, f"{invitation.name} is invited.")
        return redirect("staff:account-list")

    if request.method == "POST":
        return kept_input.done_or_back(request, form, invite)
    context = {"title": "Invite somebody", "form": form}
    return staff_site.render(request, "core/invitation_send.html", context)


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
def invitation_renew(request: HttpRequest, invitation: int) -> HttpResponse:
    """Send an invitation again, with a new link and another week."""
    found = get_object_or_404(Invitation, pk=invitation)
    with refusal_as_message(request):
        invitations.send_again(by=request.user, invitation=found)
        messages.success(
            request, f"{found.name} is sent a new link. The one before no longer works."
        )
    return redirect("staff:account-list")


@staff_page(Permission.MANAGE_ACCOUNTS)
@require_POST
def invitation_revoke(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation, pk=invitation)
    with refusal_as_message(request):
        invitations.take_back(by=request.user, invitation=found)
        messages.success(request, f"The invitation of {found.name} is taken back.")
    return redirect("staff:account-list")
