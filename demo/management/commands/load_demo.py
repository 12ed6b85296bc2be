"""./run manage load_demo: the invented demo, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.models import Call
from core.models import User
from demo import choosing, load, staff
from stipends.models import LedgerEntry


class Command(BaseCommand):
    requires_system_checks = ()  # `migrate` has just run them
    help = "Load the invented demo. Does nothing when it is there already."

    def handle(self, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is only for DJANGO_DEMO=1: its passwords are public.")
        if not Call.objects.exists():
            raise CommandError("Load a city first: ./run manage load_city data/boston")
        if User.objects.filter(email=staff.SIGN_INS[0][0]).exists():
            if not LedgerEntry.objects.exists():
                raise CommandError("The demo is there by halves. Start with an empty database.")
            return
        # Not in one transaction: all history would have the same time, and no order.
        load.load()
        applicants = load.APPLICANTS + choosing.APPLICANTS
        self.stdout.write(f"Loaded the demo with {applicants} invented applicants to two calls.")
