"""`./run manage messages_back es FILE`: what a translator wrote, back into the catalogue."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.calls.forms.office import why_no_office
from applications.form.wording_checks import Text
from applications.words import workbook
from applications.words.actions.bring_back import record_checks
from applications.words.judging import Brought, Verdict
from applications.words.messages import Catalogue, judge, language_of, whole_texts
from core.models import User
from core.permissions import Permission
from core.reading.limits import Unreadable
from core.text import clean, number_of

NEXT = (
    "Keep the catalogue with the source, as any change of it. `./run` compiles it, and pages have "
    "the words from the next start on."
)
NOTHING = "There is nothing to save in this file."
NOTHING_READ = f"{NOTHING} If that role has read it all, and it stays as it is, give --read-all."
NOT_SAVED = "Nothing was saved: this was a look. --save saves it."


class Command(BaseCommand):
    help = (
        "Compare a spreadsheet of messages_out that a translator filled in with the catalogue, and "
        "show what it changes. Nothing is saved without --save."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", type=language_of, help="its code, such as es or pt-br")
        parser.add_argument("file", type=Path)
        parser.add_argument("--save", action="store_true", help="save what is shown")
        parser.add_argument(
            "--leave-out", action="store_true", help="save although some messages cannot be saved"
        )
        parser.add_argument(
            "--looked",
            action="store_true",
            help="save also what is asked about: somebody has compared it with the English",
        )
        parser.add_argument(
            "--checked-by",
            metavar="ROLE",
            default="",
            help="a role or office, not a person, that has read what is saved and found it right",
        )
        parser.add_argument(
            "--read-all",
            action="store_true",
            help="that role has read also the messages of the file that it does not change",
        )
        parser.add_argument(
            "--by", metavar="EMAIL", default="", help="whose account records that check"
        )

    def handle(self, **options: Any) -> None:
        office, by = self._checker(options["checked_by"], options["by"])
        catalogue = Catalogue(options["language"])
        verdict = judge(
            catalogue.messages(), self._read(options["file"], catalogue), catalogue.language
        )
        self._show(verdict, catalogue)
        if not options["save"]:
            self.stdout.write(NOT_SAVED)
            return
        if verdict.faulty and not options["leave_out"]:
            raise CommandError(
                "Nothing was saved: correct in the file what cannot be saved, or give --leave-out."
            )
        if verdict.doubtful and not options["looked"]:
            if not options["leave_out"]:
                raise CommandError(
                    "Nothing was saved: compare with the English what is asked about, and give "
                    "--looked, or --leave-out to save the others."
                )
            verdict = verdict.without({each.text.key for each in verdict.doubtful})
        read = verdict.read(same_too=options["read_all"]) if office else []
        self._save(verdict, catalogue, whole_texts(each.text for each in read), office, by)

    def _read(self, path: Path, catalogue: Catalogue) -> dict[str, workbook.Sent]:
        try:
            with path.open("rb") as file:
                return dict(workbook.read(file, catalogue.about))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error

    def _checker(self, office: str, email: str) -> tuple[str, User | None]:
        office = clean(office)
        if not office:
            return "", None
        if why := why_no_office(office):
            raise CommandError(why)
        by = User.objects.filter(email__iexact=email, is_active=True).first()
        if by is None or not by.may(Permission.CONFIGURE_CALLS):
            raise CommandError(
                "Say with --by whose account records the check: the e-mail address of somebody who "
                "may write the site’s text."
            )
        return office, by

    def _show(self, verdict: Verdict, catalogue: Catalogue) -> None:
        for each in verdict.edited:
            self.stdout.write(f"CHANGED IN THE FILE, row {each.row}, and not used")
            self.stdout.write(f"  English: {each.english}\n  file:    {each.in_file}\n")
        for each in verdict.faulty:
            self._write(each, "CANNOT BE SAVED")
        for each in verdict.changes:
            self._write(each, "LOOK AT" if each.doubts else "CHANGES")
        if verdict.gone:
            self.stdout.write(
                f"{number_of(verdict.gone, 'row')} of messages whose English was changed or "
                "deleted after the file was sent: left out. Send their new English once more."
            )
        look = f" ({len(verdict.doubtful)} to look at)" if verdict.doubtful else ""
        self.stdout.write(
            f"{catalogue.language.english_name}: {len(verdict.changes)} change{look}, "
            f"{len(verdict.faulty)} cannot be saved, {len(verdict.same)} are as they were, "
            f"{verdict.empty} have no words, {verdict.not_there} are not in the file."
        )

    def _write(self, each: Brought, what: str) -> None:
        number = f", {each.text.number_in_words}" if each.text.number_in_words else ""
        self.stdout.write(f"{what}{number}")
        self.stdout.write(f"  English: {each.english}\n  now:     {each.now or '–'}")
        self.stdout.write(f"  file:    {each.words}")
        for fault in each.faults:
            self.stdout.write(f"  ! {fault}")
        for doubt in each.doubts:
            self.stdout.write(f"  ? {doubt}")
        self.stdout.write("")

    def _save(
        self,
        verdict: Verdict,
        catalogue: Catalogue,
        read: Sequence[Text],
        office: str,
        by: User | None,
    ) -> None:
        """Save the changes, and that `read` was found right by `office`."""
        if not verdict.changes and not read:
            raise CommandError(NOTHING_READ if office else NOTHING)
        for each in verdict.changes:
            each.text.set(each.words)
        if verdict.changes:
            catalogue.rewrite()
            saved = number_of(len(verdict.changes), "change")
            self.stdout.write(f"{saved} saved in {catalogue.path}. {NEXT}")
        if office:
            record_checks(by=by, language=catalogue.language, office=office, texts=read)
            checked = number_of(len(read), "message")
            self.stdout.write(f"{checked} recorded as checked by {office}, today.")
