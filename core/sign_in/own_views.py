"""Pages for one's own sign-in: authenticator app, passkeys, recovery codes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode

from core.sign_in import second_step
from core.sign_in.used_codes import use_code
from core.sign_in.views import StaffPage

View = Callable[..., HttpResponseBase]


def after_second_step(view: View) -> View:
    """Decorator: only after the second step, unless the account has none yet.

    Otherwise an older session, or somebody who knows only the password, could remove the second
    step.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if second_step.has_one(request.user) and not second_step.was_taken(request):
            query = urlencode({"next": request.path})
            return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
        return view(request, *args, **kwargs)

    return guarded


class _AddsSecondStep:
    """After an app or passkey is added: this session has taken the second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        added = Authenticator.objects.filter(user=self.request.user, type=self.kind).latest("pk")
        post_authentication(self.request, added)
        self.request.session.cycle_key()
        return response


class OwnSignIn(StaffPage, IndexView):
    """What is set up for signing in, and what may be added."""

    title = "Your sign-in"
    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether a second step must be set up first."""
        context = super().get_context_data(**kwargs)
        has_one = second_step.has_one(self.request.user)
        return context | {
            "has_second_step": has_one,
            "must_set_up": settings.SECOND_STEP_REQUIRED and not has_one,
        }


class AppAdd(_AddsSecondStep, StaffPage, ActivateTOTPView):
    """An authenticator app: scan, then type the first code."""

    title = "Add an authenticator app"
    kind = Authenticator.Type.TOTP

    def form_valid(self, form: Any) -> HttpResponse:
        """The first code cannot be used again."""
        response = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=self.kind)
        use_code(by=self.request.user, app=app, code=form.cleaned_data["code"])
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the QR code as an SVG path, so that the page needs no data: images."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        code = qr_code(get_adapter().build_totp_url(self.request.user, secret))
        groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"code": code, "secret_in_groups": groups}


def qr_code(text: str) -> dict[str, Any]:
    """A QR code for an SVG: `size` in modules, with the quiet zone, and the `path`."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return {"size": len(rows), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)}


class AppRemove(StaffPage, DeactivateTOTPView):
    """Remove the authenticator app."""

    title = "Remove the authenticator app"


class PasskeyAdd(_AddsSecondStep, StaffPage, AddWebAuthnView):
    """Add a passkey or a security key."""

    title = "Add a passkey"
    kind = Authenticator.Type.WEBAUTHN


class PasskeyRemove(StaffPage, RemoveWebAuthnView):
    """Remove a passkey."""

    title = "Remove a passkey"
    success_url = reverse_lazy("mfa_index")


class CodesView(StaffPage, ViewRecoveryCodesView):
    """Recovery codes, shown once, right after they are made."""

    title = "Recovery codes"


class CodesMake(StaffPage, GenerateRecoveryCodesView):
    """New recovery codes in place of the old ones."""

    title = "Make new recovery codes"
