"""./run manage demo_signins: who can sign in to the demo."""

from django.core.management.base import BaseCommand

from core.languages import english_name
from core.models import User
from demo import choosing, staff


class Command(BaseCommand):
    requires_system_checks = ()  # `migrate` and `check` run them; this runs at each start
    help = "Print the demo's sign-ins; nothing where there is no demo."

    def handle(self, **options: object) -> None:
        if not User.objects.filter(email=staff.SIGN_INS[0][0]).exists():
            return
        self.stdout.write(f"Sign-ins of the demo, all with the password {staff.PASSWORD}")
        for email, _name, role in staff.SIGN_INS:
            reads = ", ".join(english_name(code) for code in staff.READS.get(email, []))
            self.stdout.write(f"  {role.label:<14} {email}{reads and f'  reads {reads}'}")
        self.stdout.write(f"To choose a group: as a coordinator, Board, “{choosing.TITLE}”.")
