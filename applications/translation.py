"""Translated fields; modeltranslation adds a column for each language.

Their history is tracked here and not on the classes: only now do all columns exist.
"""

from modeltranslation.translator import TranslationOptions, register

from applications.models import (
    Call,
    CallSection,
    Choice,
    Cluster,
    Neighborhood,
    Notice,
    Office,
    Page,
    Question,
    SpokenLanguage,
    ZipCode,
    ZipNeighborhood,
)
from core.history import tracked


@register(Call)
class CallWording(TranslationOptions):
    fields = (
        "city",
        "title",
        "summary",
        "time_needed",
        "stipend_when",
        "counter_hours",
        "about_you_intro",
        "consent",
    )


@register(CallSection)
class CallSectionWording(TranslationOptions):
    fields = ("heading", "body")


@register(Question)
class QuestionWording(TranslationOptions):
    fields = ("text", "help")


@register(Choice)
class ChoiceWording(TranslationOptions):
    fields = ("text",)


@register(Notice)
class NoticeWording(TranslationOptions):
    fields = ("title", "body")


@register(Office)
class OfficeWording(TranslationOptions):
    fields = ("city", "name")


@register(Page)
class PageWording(TranslationOptions):
    fields = ("title", "body")


@register(Neighborhood)
class NeighborhoodWording(TranslationOptions):
    fields = ("name",)


for model in (
    Call,
    CallSection,
    Choice,
    Cluster,
    Neighborhood,
    Notice,
    Office,
    Page,
    Question,
    SpokenLanguage,
    ZipCode,
    ZipNeighborhood,
):
    tracked()(model)
