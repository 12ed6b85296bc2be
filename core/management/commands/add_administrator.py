"""./run manage add_administrator: invites the first administrator, who invites everybody else."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import email_address, queries
from core.actions import Refused
from core.emails import invitation_link
from core.invitations import invite, send_again
from core.models import Invitation
from core.permissions import Role


class Command(BaseCommand):
    help = (
        "Invite an administrator by e-mail and print the link, which works once, for a week. "
        "Refuses where there is one already, unless --another is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--another", action="store_true", help="also where there is an administrator already"
        )

    def handle(self, *, email: str, name: str, another: bool, **options: Any) -> None:
        email = email_address.clean(email)
        if not email_address.can_be_sent_to(email):
            raise CommandError(f"{email} is no e-mail address.")
        if queries.has_administrator() and not another:
            raise CommandError(
                "There is an administrator already, who can invite others on the page Accounts. "
                "Where nobody of them can sign in any more, give --another."
            )
        invitation = self._invitation(email, name)
        self.stdout.write(f"Invited {email} as administrator. The link, also sent by e-mail:")
        self.stdout.write(invitation_link(invitation))
        self.stdout.write("Whoever has it can make the account: hand it to nobody else.")

    def _invitation(self, email: str, name: str) -> Invitation:
        """A new invitation, or the open one with a new link: the command can be repeated."""
        try:
            return invite(by=None, email=email, name=name, roles=[Role.ADMINISTRATOR])
        except Refused as refused:
            if refused.code == "has_account":
                raise CommandError(
                    f"{email} has an account. An administrator can give it the role."
                ) from None
            waiting = queries.waiting_invitations().get(email=email.lower())
            if Role.ADMINISTRATOR not in waiting.roles:
                raise CommandError(
                    f"{email} is invited already, but not as administrator."
                ) from None
            return send_again(by=None, invitation=waiting)
