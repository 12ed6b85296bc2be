"""The translators' queue and pages."""

from django.test import Client
from django.utils import timezone

from applications.translations import queue as translation_queue

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7|add:1 }} que la familia no es"
)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of_post(client: Client, path: str, **given: str) -> str:
    return client.post(path, given, follow=True).content.decode()


def waiting_for(user, call, **options) -> list[str]:
    rows = translation_queue.to_translate(by=user, moment=timezone.now(), **options)
    return [answer.text for answer in rows]
