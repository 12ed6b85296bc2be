"""The texts that are sent to a translator: those of a call, or of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.http import Http404

from applications.calls.forms.call_items import ChoiceForm, QuestionForm, SectionForm
from applications.calls.forms.configure import CallForm
from applications.calls.forms.site_text import NoticeForm, OfficeForm, PageForm
from applications.form.call_items import rows_of, whole_calls
from applications.models import Call, CallSection, Choice, Notice, Office, Page, Question
from applications.words import workbook
from core.languages import ENGLISH, Language
from core.row_form import LONGEST_WORDING, RowForm
from core.row_versions import digest
from core.translated import column, text_in

FORMS: dict[type[Model], type[RowForm]] = {
    Call: CallForm,
    CallSection: SectionForm,
    Question: QuestionForm,
    Choice: ChoiceForm,
    Page: PageForm,
    Notice: NoticeForm,
    Office: OfficeForm,
}


@dataclass(frozen=True)
class Text:
    """One text in English, and in the language that it is translated into."""

    row: Model
    name: str
    language: Language

    @property
    def column(self) -> str:
        """The column of the translation."""
        return column(self.name, self.language)

    @property
    def english(self) -> str:
        """The English of now."""
        return text_in(self.row, self.name, ENGLISH)

    @property
    def translation(self) -> str:
        """The translation of now; "" if there is none."""
        return text_in(self.row, self.name, self.language)

    @property
    def part(self) -> str:
        """What names its row in a file: a page, a question."""
        return f"{self.row._meta.model_name}-{self.row.pk}"

    @property
    def key(self) -> str:
        """What names it in a file."""
        return f"{self.part}/{self.name}"

    @property
    def limit(self) -> int:
        """The most characters that it may have."""
        return self.row._meta.get_field(self.name).max_length or LONGEST_WORDING

    @property
    def where(self) -> str:
        """Where residents read it, for whoever translates it."""
        return f"{_where(self.row)}: {FORMS[type(self.row)].wording[self.name].label.lower()}"

    @property
    def digests(self) -> tuple[str, str]:
        """Of the English and the translation of now."""
        return digest(self.english), digest(self.translation)


@dataclass(frozen=True)
class Scope:
    """The texts that go out together: of one call with its pages, or of the site."""

    call: Call | None

    @property
    def key(self) -> str:
        """What names it in a file."""
        return f"call:{self.call.slug}" if self.call else workbook.SITE

    def about(self, language: Language) -> workbook.About:
        """What a file of it in this language is."""
        return workbook.words_of(self.key, self.title, language)

    @property
    def title(self) -> str:
        """What it is, for staff and translators."""
        return self.call.title_en if self.call else "The site’s pages and notices"

    @cached_property
    def rows(self) -> Sequence[Model]:
        """All rows with its texts, in reading order."""
        if self.call:
            return [*rows_of(self.call), *self.call.pages.all()]
        return [*Office.objects.all(), *Notice.objects.all(), *Page.objects.filter(call=None)]

    def texts(self, language: Language) -> Iterator[Text]:
        """Every text that exists in English."""
        for row in self.rows:
            for name in FORMS[type(row)].wording:
                text = Text(row, name, language)
                if text.english:
                    yield text


def scope_of(slug: str) -> Scope:
    """The call with this slug, or the site for none; a 404 for an unknown one."""
    if not slug:
        return Scope(None)
    call = whole_calls().filter(slug=slug).first()
    if call is None:
        raise Http404
    return Scope(call)


def _where(row: Model) -> str:
    match row:
        case Call():
            return "The call"
        case CallSection():
            return f"A section of the call’s page, “{row.heading_en}”"
        case Question():
            return f"A question, {row.get_part_display()}"
        case Choice():
            return f"An answer to choose, of “{row.question.text_en}”"
        case Page():
            return f"The page “{row.title_en}”"
        case Notice():
            return f"A notice, “{row.title_en}”"
    return "The head and foot of every page"
