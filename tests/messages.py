"""What the site says on the page after something was done, without its links."""

from django.http import HttpResponse


def said(answer: HttpResponse) -> str:
    """The messages on a page."""
    return " ".join(str(message) for message in answer.context["messages"])
