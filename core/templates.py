"""Templates are indented for those who edit them; who opens a page need not download that."""

import re

from django.template import Origin
from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Our templates, without the indentation of HTML."""

    def get_contents(self, origin: Origin) -> str:
        """The text of a template; a mail's stays as it is."""
        text = super().get_contents(origin)
        return INDENTATION.sub("", text) if origin.name.endswith(".html") else text
