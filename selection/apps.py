"""Choosing a panel that looks like the city."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"
