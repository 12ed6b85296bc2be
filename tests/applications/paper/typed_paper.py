"""The clerk's form, filled in and sent as a browser sends it."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from applications.paper.views import unsaved
from core import kept_input

LEADS_BACK = rf"[?&]({unsaved.KEY}|{kept_input.IN_ADDRESS})="


def paper(client: Client, path: str = "/staff/paper/", **changes: Any) -> HttpResponse:
    """Send the clerk's form, complete but for `changes`; what is wrong with it is followed."""
    page = client.get(path, follow=True)
    given = {
        "envelope-submission_key": page.context["paper_form"].envelope["submission_key"].value(),
        "envelope-channel": "mail",
        "envelope-received_on": (timezone.localdate() - timedelta(days=2)).isoformat(),
        "envelope-language": "zh-hant",
        "eligibility-lives_in_city": "yes",
        "contact-full_name": "歐陽美玲",
        "contact-wants_pick_up": "on",
        "home-neighborhood": "chinatown",
        "support-reads": "zh-hant",
        "connection-connection": ["lived-experience"],
        "questions-why-join": "我想幫忙。",
        "questions-what-should-change": "先聽。",
        "questions-can-attend": "yes",
        "declaration-agrees": "on",
        "envelope-signature_seen": "on",
    }
    return shown(client, client.post(path, given | changes))


def shown(client: Client, answer: HttpResponse) -> HttpResponse:
    """The page that shows what was typed, where the answer to a post leads back to it."""
    if answer.status_code != 302 or not re.search(LEADS_BACK, answer.url):
        return answer
    return client.get(answer.url)


def fields_of(page) -> dict[str, list[str]]:
    """What the correction page's form would send."""
    form, correction = page.context["paper_form"], page.context["correction"]
    sent: dict[str, list[str]] = {"seen": [str(correction["seen"].value())]}
    for part in form.all_forms:
        for field in part:
            value = field.value()
            if value not in (None, "", False, []):
                each = value if isinstance(value, list) else ["on" if value is True else value]
                sent[field.html_name] = [str(one) for one in each]
    return sent
