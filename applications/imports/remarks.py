"""What to know of a row that can come in: where the web form would ask once more."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from applications.enums import Resident
from applications.form.forms.step_form import StepForm
from applications.models import Call, ZipCode
from applications.records.residency_signs import odd_zip
from core import text
from core.form_fields import TextField

# What a program writes for letters that its encoding lacks: Windows question marks, others U+FFFD.
_LOST_LETTERS = re.compile(r"(?<!\S)\?{3,}(?!\S)|\ufffd")
UNREACHABLE = "Nobody can reach them: there is no email, no phone and no address."
RESIDENT, ZIP = "eligibility-lives_in_city", "home-zip_code"


class Remarks:
    """Knows the limits of the web form and the city's ZIP codes. Nothing of it keeps a row out."""

    def __init__(self, call: Call, steps: Mapping[str, StepForm]) -> None:
        """`steps` as the web form has them, before what a paper may is allowed."""
        self.city = call.city
        self.zip_codes = {each.code: each for each in ZipCode.objects.all()}
        self.limits = [
            (slug, name, each.limit)
            for slug, form in steps.items()
            for name, each in form.fields.items()
            if isinstance(each, TextField)
        ]

    def about(self, answers: Mapping[str, Any], where: Callable[[str], str]) -> Iterator[str]:
        """What to say of cleaned answers; `where` names the column of one."""
        if answers["eligibility"].get("lives_in_city") == Resident.NO:
            yield (
                f"{where(RESIDENT)}: does not live in {self.city}. It comes in all the same, as on "
                "paper; staff check the residency."
            )
        written = answers["home"].get("zip_code", "")
        if written and self.zip_codes:
            odd = odd_zip(written, self.zip_codes.get(written), self.city)
            if odd:
                yield f"{where(ZIP)}: {odd}. It comes in all the same; staff check the residency."
        for slug, name in _with_lost_letters(answers):
            yield (
                f"{where(f'{slug}-{name}')}: its letters may be lost. Save the file as XLSX, or as "
                "CSV in UTF-8, and choose it again."
            )
        for slug, name, limit in self.limits:
            given = answers[slug].get(name) or ""
            if len(given) > limit and (length := text.length(given)) > limit:
                yield (
                    f"{where(f'{slug}-{name}')}: {length:,} characters, and the web form takes "
                    f"{limit:,}. It comes in whole, as from paper."
                )


def _with_lost_letters(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for slug, given in answers.items():
        for name, value in given.items():
            may = isinstance(value, str) and ("???" in value or "\ufffd" in value)
            if may and _LOST_LETTERS.search(value):
                yield slug, name
