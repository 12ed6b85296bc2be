"""`manage.py send_test_mail ADDRESS`: whether mail leaves, and if not, why."""

import smtplib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError

ADVICE = {
    smtplib.SMTPAuthenticationError: "check MAIL_USER and MAIL_PASSWORD",
    smtplib.SMTPSenderRefused: "the server does not take mail from MAIL_FROM",
    smtplib.SMTPRecipientsRefused: "the server does not take mail to this address",
    smtplib.SMTPNotSupportedError: "check MAIL_TLS: the server does not offer what we ask for",
}


class Command(BaseCommand):
    help = "Send one message at once, past the queue, and say what the mail server answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")

    def handle(self, *_args: Any, **options: Any) -> None:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        message = EmailMessage(
            subject="Test of the mail server",
            body=f"{settings.SITE_URL} can send mail.",
            to=[options["address"]],
        )
        try:
            message.send()
        except (OSError, smtplib.SMTPException) as error:
            advice = ADVICE.get(type(error), "check MAIL_HOST and MAIL_PORT, and that it runs")
            raise CommandError(f"{where} did not take it ({error}): {advice}.") from error
        to = where if settings.EMAIL_HOST else settings.EMAIL_FILE_PATH
        self.stdout.write(f"{to} took the message. Look whether it arrives, and not as spam.")
