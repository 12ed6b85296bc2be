"""`./run manage load_city data/boston`: a city's places, calls and pages from its data folder."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from applications.calls.actions.load_call import load_call
from applications.calls.actions.load_geography import load_geography
from applications.calls.actions.load_site_text import load_site_text
from applications.calls.city_data import CityData


class Command(BaseCommand):
    requires_system_checks = ()  # `migrate` has just run them
    help = "Load a city's places, calls and pages from its data folder. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="for example data/boston")

    def handle(self, *, folder: Path, **options: object) -> None:
        if not (folder / "neighborhoods.csv").is_file():
            raise CommandError(f"{folder} holds no neighborhoods.csv. Is it a city's data folder?")
        city = CityData(folder)
        count = load_geography(by=None, city=city)
        calls = [load_call(by=None, city=city, data=data) for data in city.calls()]
        load_site_text(by=None, city=city)
        self.stdout.write(f"Loaded {count} neighborhoods and {len(calls)} call(s).")
