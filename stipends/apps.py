"""Money: agreements and their ledger."""

from django.apps import AppConfig


class StipendsConfig(AppConfig):
    name = "stipends"
