"""The step about where somebody lives, and questions about its ZIP code."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.enums import PlaceKind, ZipKind
from applications.form import site_cache
from applications.form.forms.step_form import Hint, StepForm
from applications.models import Neighborhood, ZipCode, ZipNeighborhood
from core.form_fields import LineField, TextField
from core.form_layout import Question
from core.phrases import listed

# A neighborhood with a smaller estimated share of a ZIP code is accepted, but not suggested.
LIKELY_PERCENT = 5
ZIP_OR_ZIP_PLUS_4 = re.compile(r"(\d{5})(-?\d{4})?")


@dataclass(frozen=True)
class ZipHint(Hint):
    """A question about a ZIP code, and its likely neighborhoods."""

    asks_residence: bool = False
    facts: str = ""
    likely: list[Neighborhood] = field(default_factory=list)


class HomeForm(StepForm):
    """Where you live: only the neighborhood is required, and "not sure" is an answer.

    A ZIP code decides nothing; it may make the form ask once.
    """

    groups = (
        "neighborhood",
        # Translators: where somebody lives, not an email address
        Question(_("Your address"), "street", "unit", "zip_code", "place_description"),
    )

    neighborhood = forms.ChoiceField(
        label=_("Which neighborhood do you live in?"),
        help_text=_("Or where you usually stay."),
        error_messages={"required": _("Choose a neighborhood, or “Not sure”.")},
    )
    street = LineField(
        label=_("Street and number"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    unit = LineField(
        label=_("Apartment or unit"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    zip_code = LineField(
        # Translators: a field of the form: the American postal code
        label=_("ZIP code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )
    place_description = TextField(
        label=_("If you have no address, describe where you stay"),
        required=False,
        max_length=400,
        rows=2,
    )

    def build(self) -> None:
        self.places = list(site_cache.city().places.values())
        # Translators: the first line of a list to choose from
        self.fields["neighborhood"].choices = [("", _("Choose one")), *_as_choices(self.places)]

    def clean_zip_code(self) -> str:
        """The first five digits, as ASCII digits; direction marks and spaces are left out."""
        typed = "".join(c for c in self.cleaned_data["zip_code"] if not c.isspace())
        code = "".join(_ascii(c) for c in typed if unicodedata.category(c) != "Cf")
        if not code:
            return ""
        if match := ZIP_OR_ZIP_PLUS_4.fullmatch(code):
            return match[1]
        zeros = ZIP_OR_ZIP_PLUS_4.fullmatch(code.upper().replace("O", "0"))
        if (
            self.prefix
        ):  # a clerk's form: handwritten 0 and O look the same; the rest stays as written
            return zeros[1] if zeros else self.cleaned_data["zip_code"]
        if zeros:
            raise forms.ValidationError(
                _("Check the ZIP code. Write the digit 0 (zero), not the letter O.")
            )
        raise forms.ValidationError(
            _("Check the ZIP code. Write its five digits, or leave it empty.")
        )

    @classmethod
    def doubts_in(cls, answers: Mapping[str, Any]) -> list[str]:
        """The ZIP code, which may not fit the neighborhood."""
        return [f"zip:{answers['zip_code']}"] if answers.get("zip_code") else []

    def hint_about(self, doubt: str) -> ZipHint | None:
        """Ask about the ZIP code; its likely neighborhoods are then listed first."""
        slug = self.cleaned_data.get("neighborhood")
        chosen = next((place for place in self.places if place.slug == slug), None)
        hint = hint_for(self.cleaned_data["zip_code"], chosen, self.call.city)
        if hint and hint.likely:
            self._offer_first(self.cleaned_data["zip_code"], hint)
        return hint

    def _offer_first(self, zip_code: str, hint: ZipHint) -> None:
        """Likely neighborhoods at the top of the list, all others below."""
        others = [place for place in self.places if place not in hint.likely]
        # Translators: a heading inside the list of neighborhoods: zip = "02119"
        likely_for = gettext("Likely neighborhoods for ZIP code %(zip)s") % {"zip": zip_code}
        self.fields["neighborhood"].choices = [
            ("", _("Choose one")),
            (likely_for, _as_choices(hint.likely)),
            # Translators: a heading inside the list of neighborhoods, above all the others
            (_("Other answers"), _as_choices(others)),
        ]


def hint_for(zip_code: str, chosen: Neighborhood | None, city: str) -> ZipHint | None:
    """The question about this ZIP code and neighborhood; None if they fit."""
    if chosen and chosen.kind == PlaceKind.NO_FIXED_PLACE:
        return None  # then a mailing address does not say where somebody stays
    known = ZipCode.objects.filter(code=zip_code).first()
    if known is None:
        return _residence_hint(zip_code, None, city) if ZipCode.objects.exists() else None
    shares = list(known.neighborhoods.select_related("neighborhood"))
    is_open = chosen is None or chosen.kind == PlaceKind.NOT_SURE
    likely = _likely(shares)
    if known.kind in (ZipKind.ELSEWHERE, ZipKind.PARTLY):
        return _residence_hint(zip_code, known, city, likely if is_open else [])
    if not likely:
        return None
    if is_open:
        return _which_hint(zip_code, likely)
    fits = chosen.kind != PlaceKind.PLACE or chosen in [share.neighborhood for share in shares]
    return None if fits else _misfit_hint(zip_code, likely, chosen)


def _residence_hint(
    zip_code: str, known: ZipCode | None, city: str, likely: list[Neighborhood] | None = None
) -> ZipHint:
    if known is None:
        words = gettext("We do not know %(zip)s as a ZIP code of %(city)s.")
    elif known.kind == ZipKind.PARTLY:
        words = gettext("Only a part of ZIP code %(zip)s is in %(city)s.")
    else:
        words = gettext("Most homes with ZIP code %(zip)s are in %(town)s.")
    facts = words % {"zip": zip_code, "city": city, "town": known.town if known else ""}
    question = gettext("Is your home in %(city)s?") % {"city": city}
    return ZipHint(
        f"zip:{zip_code}",
        f"{facts} {question}",
        gettext(
            "If the ZIP code is wrong, change it or leave it empty. If you only get your mail "
            "there, that is fine."
        ),
        "zip_code",
        asks_residence=True,
        facts=facts,
        likely=likely or [],
    )


def _which_hint(zip_code: str, likely: list[Neighborhood]) -> ZipHint:
    if len(likely) > 1:
        words = gettext("ZIP code %(zip)s covers %(places)s. Which is closest to your home?")
    else:
        words = gettext(
            "Most homes with ZIP code %(zip)s are in %(places)s. Is your home there too?"
        )
    return ZipHint(
        f"zip:{zip_code}",
        words % {"zip": zip_code, "places": listed(_names(likely))},
        gettext(
            "Look at the top of the list of neighborhoods. If you are not sure, choose “Not sure”."
        ),
        "neighborhood",
        # Translators: a button below a question about the neighborhood; beside it stands “Change”
        yes=gettext("Keep my answer"),
        likely=likely,
    )


def _misfit_hint(zip_code: str, likely: list[Neighborhood], chosen: Neighborhood) -> ZipHint:
    words = gettext(
        "Most homes with ZIP code %(zip)s are in %(places)s. You chose %(chosen)s. "
        "Are your ZIP code and your neighborhood both right?"
    )
    return ZipHint(
        f"zip:{zip_code}",
        words % {"zip": zip_code, "places": listed(_names(likely)), "chosen": chosen.name},
        gettext("If not, change one of them."),
        "neighborhood",
        # Translators: a button below a question that ends: both right?
        yes=gettext("Yes, both are right"),
        likely=likely,
    )


def _likely(shares: list[ZipNeighborhood]) -> list[Neighborhood]:
    return [
        share.neighborhood
        for share in shares
        if share.share_percent is None or share.share_percent >= LIKELY_PERCENT
    ]


def _names(places: list[Neighborhood]) -> list[str]:
    return [place.name for place in places]


def _as_choices(places: list[Neighborhood]) -> list[tuple[str, str]]:
    return [(place.slug, place.name) for place in places]


def _ascii(character: str) -> str:
    """The ASCII digit for a digit of any script, such as Arabic; other characters unchanged."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
