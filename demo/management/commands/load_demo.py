"""./run manage load_demo: the invented demo, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from applications.models import Call
from core.models import User
from demo import scene, staff


class Command(BaseCommand):
    help = "Load the invented demo. Does nothing when it is there already."

    def handle(self, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is only for DJANGO_DEMO=1: its passwords are public.")
        if not Call.objects.exists():
            raise CommandError("Load a city first: ./run manage load_city data/boston")
        if User.objects.filter(email=staff.SIGN_INS[0][0]).exists():
            return
        with transaction.atomic():
            scene.play()
        self.stdout.write(f"Loaded the demo with {scene.APPLICANTS} invented applicants.")
