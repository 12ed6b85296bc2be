"""The counter, where clerks give out codes."""

from django.test import Client

from applications.models import Application

SEARCH = "/staff/counter/"


def give_out(clerk: Client, application: Application, seen: int = 0):
    return clerk.post(f"{SEARCH}{application.reference}/", {"seen": seen, "knows_them": "on"})
