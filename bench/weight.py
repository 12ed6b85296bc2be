"""Measures what a browser loads to show each public page for the first time."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test.utils import setup_test_environment

from applications.models import Call
from core import languages
from tests.journeys.public_pages import walk

LINKED = re.compile(r"<(?:link|script|img|source|iframe)\b[^>]*?\b(?:href|src)=[\"']?([^\"'\s>]+)")


@dataclass(frozen=True)
class Weight:
    """One page: compressed bytes and number of requests, including everything it loads."""

    page: str
    size: int
    requests: int
    other_hosts: int


class Scales:
    """Weighs pages; files that several pages load are read once."""

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}

    def weigh(self, page: str, answer: HttpResponse) -> Weight:
        """The weight of a response. Raises an error when a file that it loads is missing."""
        linked = {each for each in LINKED.findall(answer.text) if not each.startswith("data:")}
        own = {each for each in linked if not urlsplit(each).netloc}
        return Weight(
            page=page,
            size=_compressed(answer.content) + sum(map(self._size, own)),
            requests=1 + len(linked),
            other_hosts=len(linked - own),
        )

    def _size(self, address: str) -> int:
        if address not in self._sizes:
            name = urlsplit(address).path.removeprefix(settings.STATIC_URL)
            # As it was collected, under a name of its own, or in tests as it was written.
            path = finders.find(name) or staticfiles_storage.path(name)
            self._sizes[address] = _compressed(Path(path).read_bytes())
        return self._sizes[address]


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def main() -> None:
    """Print bytes, requests and other hosts of every public page in every language.

    It fills in forms and moves the deadline, so it wants a database of its own, with one call;
    `manage.py shell` runs it, because the models must be there first.
    """
    setup_test_environment()
    scales = Scales()
    for language in languages.ALL:
        for name, answer in walk(Call.objects.get(), language):
            weight = scales.weigh(f"{name} ({language.code})", answer)
            print(weight.size, weight.requests, weight.other_hosts, weight.page)
