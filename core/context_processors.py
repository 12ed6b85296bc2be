"""Template variables of every page."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from core import languages as known


def languages(request: HttpRequest) -> dict[str, Any]:
    """The reader's language, all languages, and this page in each of them.

    Pages live under /<code>/…; a path without a code (an error before the address was
    understood) links to the home page of each language instead. The query string is kept.
    """
    code = translation.get_language() or "en"
    first, _, rest = request.path.lstrip("/").partition("/")
    rest = rest if first in known.BY_CODE else ""
    query = f"?{request.GET.urlencode()}" if request.GET and rest else ""
    return {
        "language": known.BY_CODE.get(code, known.ENGLISH),
        "languages": known.ALL,
        "language_links": [(each, f"/{each.code}/{rest}{query}") for each in known.ALL],
    }
