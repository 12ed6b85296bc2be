"""Forms for accounts and invitations."""

from typing import Any

from django import forms

from core.form_fields import EmailField, LineField
from core.models import User
from core.permissions import Permission, Role
from core.queries import leaves_one_to_release, only_by
from core.staff_forms import SeenForm, StaffForm

# What each role allows, for the administrator who gives it.
DOES = {
    Role.CLERK: "types in what comes on paper",
    Role.TRANSLATOR: "puts answers into English and checks others’ translations, without names",
    Role.REVIEWER: "scores answers, without names",
    Role.COORDINATOR: "sees names and answers, assigns, chooses, approves stipends",
    Role.EQUITY_OFFICER: "approves that a sensitive attribute becomes a target; sees nobody",
    Role.FINANCE: "marks stipends paid",
    Role.AUDITOR: "reads who did and opened what; changes nothing",
    Role.ADMINISTRATOR: "invites people and gives roles",
}


ASKS = "Nobody else may do some of what this takes away. Save again if that is right."
ASKS_OF_TWO = "This leaves one coordinator, and it takes two. Save again if that is right."
TAKES_TWO = "One coordinator would be left. Nobody releases what they chose themselves."


class _Roles(forms.MultipleChoiceField):
    """A checkbox for each role."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [(role.value, f"{role.label}: {DOES[role]}") for role in Role]
        super().__init__(label="Roles", choices=choices, **kwargs)

    def clean(self, value: Any) -> list[Role]:
        """Roles, in their own order."""
        chosen = set(super().clean(value))
        return [role for role in Role if role.value in chosen]


class RolesForm(StaffForm):
    """The roles of an account; none is allowed, too."""

    roles = _Roles(required=False)


class AccountRolesForm(RolesForm, SeenForm):
    """The roles of an account, with those that it had when the page was opened.

    Asks once where nobody else could do what it loses, or one person alone what takes two: `asked`
    is what the page said of that.
    """

    seen = _Roles(required=False, widget=forms.MultipleHiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.stops: list[Permission] = []
        self.takes_two = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        asked = given.pop("asked", "")
        is_judged = "roles" in given and self.account and self.account.is_active
        if is_judged:
            self._ask_once(given["roles"], asked)
        return given

    def _ask_once(self, keeps: list[Role], asked: str) -> None:
        stops = only_by(self.account, keeps=keeps)
        takes_two = TAKES_TWO if leaves_one_to_release(self.account, keeps=keeps) else ""
        says = ", ".join([*(each.label for each in stops), *filter(None, [takes_two])])
        if says and says != asked:
            self.stops, self.takes_two = stops, takes_two
            self.data = self.data.copy()
            self.data[self.add_prefix("asked")] = says
            self.add_error(None, ASKS if stops else ASKS_OF_TWO)


class InvitationForm(RolesForm):
    """Whom to invite, with which roles."""

    name = LineField(
        label="Name", max_length=128, error_messages={"required": "Enter the person’s name."}
    )
    email = EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Enter the address that the invitation goes to."},
    )
    roles = _Roles(error_messages={"required": "Choose at least one role."})
    field_order = ["name", "email", "roles"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
