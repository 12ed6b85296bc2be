"""Forms for accounts and invitations."""

from typing import Any

from django import forms

from core.form_fields import EmailField, LineField
from core.permissions import Role
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
    """The roles of an account, with those that it had when the page was opened."""

    seen = _Roles(required=False, widget=forms.MultipleHiddenInput)


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
