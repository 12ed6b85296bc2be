"""Forms for signing in, codes and passwords."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from core.form_fields import EmailField, LineField
from core.models import SecurityEvent, User
from core.sign_in import devices, limits, security_log
from core.sign_in.adapters import TOO_MANY_CODES
from core.sign_in.used_codes import use_code

Event = SecurityEvent.What

MOST = 256  # characters of a password
TOO_MANY_OLD = (
    "There were too many tries. Wait an hour, or sign out and ask for a new password from the "
    "sign-in page. If it was not you, tell your administrator."
)


class SignInForm(LoginForm):
    """allauth's form, but its address field is named `username`, which password managers know."""

    def add_prefix(self, field_name: str) -> str:
        """The posted name of a field."""
        return super().add_prefix("username" if field_name == "login" else field_name)


def _set_up_code_field(code: forms.Field, label: str) -> None:
    code.label = label
    code.error_messages["required"] = "Type the code that your app shows."
    code.widget.attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "spellcheck": "false",
    }


class _LimitedCode(forms.Form):
    """A code from an app or a recovery code: few tries, and each code once."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_up_code_field(self.fields["code"], "Code")

    def clean_code(self) -> str:
        request = context.request
        tries = limits.of_code(self.user.pk, devices.known(request, self.user))
        if not tries.count():
            security_log.note_lock_out(request, Event.CODE_LOCKED, self.user, tries)
            raise forms.ValidationError(TOO_MANY_CODES)
        try:
            code = self._right_code()
        except forms.ValidationError:
            security_log.note(request, Event.WRONG_CODE, self.user)
            raise
        tries.give_back()
        return code

    def _right_code(self) -> str:
        """The code, if it is right and was not used before."""
        code = super().clean_code()
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not use_code(by=self.user, app=self.authenticator, code=code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_LimitedCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_LimitedCode, ReauthenticateForm):
    """The same, before a change to how somebody signs in."""


class AppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_up_code_field(self.fields["code"], "The code that the app shows now")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey and its name."""

    name = LineField(label="What to call it", max_length=60, required=False)


class LinkForm(forms.Form):
    """Where to send the link for a new password."""

    email = EmailField(
        label="Email address",
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter your email address."},
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


def _new_password(label: str, required: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": required},
        **kwargs,
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice and checked against the rules."""

    password1 = _new_password(
        "New password",
        "Choose a password.",
        help_text="At least 12 characters. Several words in a row are easy to remember.",
    )
    password2 = _new_password("New password again", "Type the same password again.")

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        """`account` is the owner, whose name and address must not be the password."""
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, self.account)
        return password

    def clean_password2(self) -> str:
        first, again = self.cleaned_data.get("password1"), self.cleaned_data["password2"]
        if first is not None and first != again:
            raise forms.ValidationError("The two are not the same. Type the same password twice.")
        return again


class ChangePasswordForm(NewPasswordForm):
    """A new password, for somebody who knows the old one."""

    oldpassword = forms.CharField(
        label="Your password now",
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type the password you have now."},
    )
    field_order = ["oldpassword", "password1", "password2"]

    def clean_oldpassword(self) -> str:
        """Wrong ones are counted and logged like tries to sign in."""
        password, request = self.cleaned_data["oldpassword"], context.request
        tries = limits.of_change(self.account.pk)
        if not tries.count():
            security_log.note_lock_out(request, Event.PASSWORD_LOCKED, self.account, tries)
            raise forms.ValidationError(TOO_MANY_OLD)
        if not self.account.check_password(password):
            security_log.note(request, Event.WRONG_PASSWORD, self.account)
            raise forms.ValidationError("This is not your password. Capital letters matter.")
        tries.give_back()
        return password
