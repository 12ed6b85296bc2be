"""Pages for signing in and out, and for a new password."""

import uuid
from collections.abc import Callable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode, urlsafe_base64_decode
from django.views.decorators.http import require_POST

from core import kept_input
from core.accounts import send_lock_out_link, send_password_link
from core.accounts import set_password as store_password
from core.actions import Refused
from core.invitations import accept
from core.models import Invitation, User
from core.sign_in import devices, limits, second_step
from core.sign_in.forms import ChangePasswordForm, LinkForm, NewPasswordForm
from core.staff_site import staff_site


class StaffPage:
    """Mixin: an allauth view as a page of the staff site; `title` is its heading."""

    title: str
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's context and that of every staff page."""
        site = staff_site.each_context(self.request)
        return {**site, "title": self.title, **super().get_context_data(**kwargs)}


class SignIn(StaffPage, LoginView):
    """E-mail address and password; whoever is signed in goes on to the next step."""

    title = "Sign in"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect whoever is signed in."""
        if request.user.is_authenticated:
            return redirect(_next_step(request))
        return super().dispatch(request, *args, **kwargs)


def _next_step(request: HttpRequest) -> str:
    """Where to go after signing in: the requested page, or first the second step."""
    next_url = get_next_redirect_url(request) or reverse("staff:index")
    if staff_site.has_permission(request):
        return next_url
    if second_step.has_one(request.user):
        return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': next_url})}"
    return reverse("mfa_index")


class SecondStep(StaffPage, AuthenticateView):
    """A code or a passkey, after the password."""

    title = "Second step"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the kinds of second step that this account has."""
        authenticators = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(authenticators.values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {"kinds": kinds}


class PasswordAgain(StaffPage, ReauthenticateView):
    """The password once more, before a change to how somebody signs in."""

    title = "Is it you?"


class CodeAgain(StaffPage, CodeAgainView):
    """A code once more."""

    title = "Is it you?"


class PasskeyAgain(StaffPage, ReauthenticateWebAuthnView):
    """A passkey once more."""

    title = "Is it you?"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, also one before its second step; ask first if something is begun."""
    if "sure" not in request.POST and kept_input.begun(request.session):
        return redirect("sign-out-ask")
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("staff:login")


def sign_out_ask(request: HttpRequest) -> HttpResponse:
    """Whether to throw away what is begun and not saved: it ends with the session."""
    begun = kept_input.begun(request.session)
    if not begun:
        return redirect("staff:index")
    return staff_site.render(
        request, "core/sign_out_ask.html", {"title": "Sign out?", "begun": begun}
    )


def begun_discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask once, then throw away one page that this person began; its key is their session's own."""
    begun = next((each for each in kept_input.begun(request.session) if each.key == str(key)), None)
    if begun is None:
        messages.info(request, "There is nothing to discard any more.")
        return redirect("staff:index")
    if request.method == "POST":
        kept_input.forget(request.session, key)
        messages.success(request, f"Discarded: {begun.title}.")
        return redirect(begun.page)
    context = {"title": "Discard what you typed?", "begun": begun, "back": begun.address}
    return staff_site.render(request, "core/begun_discard.html", context)


def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the link that sets a new password."""
    what = "We mail you a link to choose one."
    return _ask_for_link(request, "A new password", what, limits.of_reset, send_password_link)


def lock_out_ask(request: HttpRequest) -> HttpResponse:
    """Ask for the link that lets this browser sign in while somebody else guesses."""
    what = (
        "Somebody, perhaps you, typed a wrong password or code too often. We mail you a link: "
        "in the browser where you open it, you can sign in as usual."
    )
    return _ask_for_link(request, "Locked out?", what, limits.of_lock_out, send_lock_out_link)


def _ask_for_link(
    request: HttpRequest,
    title: str,
    what: str,
    tries: Callable[[HttpRequest, str], tuple[limits.Tries, ...]],
    send: Callable[..., None],
) -> HttpResponse:
    """Ask for a link by mail; the page is the same whether or not there is an account."""
    form = LinkForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        # Past a limit nothing is sent, but the page is the same.
        if limits.count_all(*tries(request, email)):
            send(by=None, email=email)
        sent = True
    context = {"title": title, "what": what, "form": form, "sent": sent}
    return staff_site.render(request, "core/link_ask.html", context)


def lock_out_open(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """The link from the mail: this browser gets its own count of tries.

    By a button, since virus scanners open links, too.
    """
    user = _account_of(account)
    if user is None or not devices.links.check_token(user, token):
        return _link_over(request, "lock-out-ask")
    if request.method != "POST":
        context = {"title": "Go on in this browser", "account": user}
        return staff_site.render(request, "core/lock_out_open.html", context)
    messages.success(request, "Now sign in as usual.")
    response = redirect("staff:login")
    devices.allow_tries(request, response, user)
    return response


def _link_over(request: HttpRequest, again: str = "") -> HttpResponse:
    context = {"title": "This link does not work any more", "again": again}
    return staff_site.render(request, "core/link_over.html", context, status=404)


def password_set(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """Choose a new password by the link from the mail."""
    user = _account_of(account)
    if user is None or not default_token_generator.check_token(user, token):
        return _link_over(request, "password-forgotten")
    form = NewPasswordForm(request.POST or None, account=user)
    if request.method == "POST" and form.is_valid():
        store_password(by=user, account=user, password=form.cleaned_data["password1"])
        logout(request)
        messages.success(request, "Your password is changed. Sign in with it.")
        response = redirect("staff:login")
        devices.allow_tries(request, response, user)
        return response
    context = {"title": "Choose a new password", "form": form, "account": user}
    return staff_site.render(request, "core/password_set.html", context)


def _account_of(encoded_id: str) -> User | None:
    """The open account of a link, if there is one."""
    try:
        number = int(urlsafe_base64_decode(encoded_id))
    except ValueError:
        return None
    return User.objects.filter(pk=number, is_active=True).first()


@login_required
def password_change(request: HttpRequest) -> HttpResponse:
    """Choose a new password, knowing the old one; other sessions of the account end."""
    form = ChangePasswordForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        user = store_password(
            by=request.user, account=request.user, password=form.cleaned_data["password1"]
        )
        update_session_auth_hash(request, user)
        messages.success(request, "Your password is changed.")
        return redirect("mfa_index")
    context = {"title": "Change password", "form": form}
    return staff_site.render(request, "core/password_change.html", context)


def invitation_accept(request: HttpRequest, invitation: int, token: str) -> HttpResponse:
    """Choose a password for a new account. Unknown, used and expired links get the same page."""
    found = Invitation.objects.filter(pk=invitation).select_related("invited_by").first()
    if found is None or not found.is_token(token) or not found.is_open:
        return _link_over(request)
    form = NewPasswordForm(request.POST or None, account=User(email=found.email, name=found.name))
    if request.method == "POST" and form.is_valid():
        try:
            accept(by=None, invitation=found, password=form.cleaned_data["password1"])
        except Refused:
            return _link_over(request)
        logout(request)
        messages.success(request, "Your account is ready. Sign in with your new password.")
        return redirect("staff:login")
    context = {"title": f"Welcome, {found.name}", "form": form, "invitation": found}
    return staff_site.render(request, "core/invitation_accept.html", context)
