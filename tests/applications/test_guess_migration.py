"""Answers from before the guess was stored get theirs when the site is updated."""

from importlib import import_module

import pytest
from django.apps import apps

from applications.models import Answer
from tests.factories.translations import STORY, apply_in_spanish

MIGRATION = import_module("applications.migrations.0009_guess_languages")


@pytest.mark.django_db
def test_answers_sent_before_are_guessed_too(call) -> None:
    apply_in_spanish(call, language="en")
    apply_in_spanish(call)
    Answer.objects.update(looks_like="")
    MIGRATION.guess_languages(apps, None)
    guessed = Answer.objects.filter(text=STORY).order_by("pk").values_list("looks_like", flat=True)
    assert list(guessed) == ["es", ""]
