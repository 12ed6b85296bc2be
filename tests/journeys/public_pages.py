"""Every public page in one language, as a resident's browser gets them one after the other."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from django.views import defaults

from applications.form import codes, site_cache
from applications.form.actions.links import reissue_code
from applications.models import Application, Call, Page
from applications.models.site_text import HOME
from core import resubmit
from core.languages import Language
from core.models import User
from tests.factories import desk
from tests.factories.applications import ANSWERS, apply
from tests.factories.calls import redated

Shown = Iterator[tuple[str, HttpResponse]]
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
FORGED = {"HTTP_ORIGIN": "https://elsewhere.example"}


def walk(call: Call, language: Language) -> Shown:
    """(what it is, answer) of each page; what is sent on the way is not shown again."""
    yield from _before(call, language)
    client = Client()
    yield from _form(client, call, language)
    yield from _afterwards(client, call, language)
    yield from _by_code_of_staff(call, language)
    yield from _errors(call, language)
    yield from _closed(call, language)


def _before(call: Call, language: Language) -> Shown:
    client, site = Client(), f"/{language.code}/"
    yield "home", client.get(site)
    yield "call, open", client.get(f"{site}{call.slug}/")
    for page in Page.objects.exclude(key=HOME):
        yield f"page {page.key}", client.get(f"{site}about/{page.key}/")
    yield "paper form", client.get(f"{site}{call.slug}/paper/")
    yield "find", client.get(f"{site}{call.slug}/mine/")
    yield (
        "find, wrong",
        _told(client, f"{site}{call.slug}/mine/", {"reference": "CDG-1", "code": "x"}),
    )
    yield "find, empty", _told(client, f"{site}{call.slug}/mine/", {})
    yield "code lost", client.get(f"{site}{call.slug}/mine/lost/")
    yield "code lost, wrong", _told(client, f"{site}{call.slug}/mine/lost/", {"email": "x"})
    now, week = timezone.now(), timedelta(days=7)
    for state, opens_in, closes_in in (
        ("upcoming", week, 2 * week),
        ("closing soon", -week, week / 7),
    ):
        redated(call, opens_at=now + opens_in, closes_at=now + closes_in)
        site_cache.clear()
        yield f"call, {state}", client.get(f"{site}{call.slug}/")
    redated(call, opens_at=now - week, closes_at=now + week)
    site_cache.clear()


def _form(client: Client, call: Call, language: Language) -> Shown:
    form = f"/{language.code}/{call.slug}/apply/"
    yield "elsewhere", client.get(f"{form}elsewhere/")
    for step, answers in ANSWERS.items():
        if step == "declaration":
            break
        yield f"step {step}", client.get(f"{form}{step}/")
        if step != "about-you":  # where nothing has to be answered
            yield (
                f"step {step}, empty",
                _told(client, f"{form}{step}/", {"zip_code": "x", "email": "x"}),
            )
        if step == "home":
            hint = {"neighborhood": "not-sure", "zip_code": "02126", "confirmed": ""}
            yield "step home, asked", _told(client, f"{form}home/", hint)
        client.post(f"{form}{step}/", {name: value for name, value in answers.items() if value})
    yield "keep", client.get(f"{form}later/")
    slip = {"email": "x@gmial.com", "confirmed": ""}
    yield "keep, asked", _told(client, f"{form}later/", slip)
    yield "step, begun anew", _told(Client(), f"{form}contact/", slip)
    yield "check", client.get(f"{form}check/")
    yield "check, empty", _told(client, f"{form}check/", {"website": "x"})
    client.post(f"{form}check/", {"agrees": "on"})
    yield "receipt", client.get(f"{form}receipt/")


def _afterwards(client: Client, call: Call, language: Language) -> Shown:
    site = f"/{language.code}/{call.slug}/"
    mine, old_page = f"{site}mine/", f"{site}apply/contact/"
    yield "status", client.get(f"{mine}status/")
    yield "check, with an old page", _told(client, old_page, {"email": "x"})
    client.post(f"{mine}correct/drop/")
    client.post(f"{mine}available/")
    client.post(f"{mine}correct/")
    yield "status, correcting", client.get(f"{mine}status/")
    yield "check, correcting", client.get(f"/{language.code}/{call.slug}/apply/check/")
    yield "drop", client.get(f"{mine}correct/drop/")
    yield "withdraw", client.get(f"{mine}withdraw/")
    client.post(f"{mine}withdraw/")
    assert Application.objects.filter(withdrawn_at__isnull=False).exists()
    yield "status, withdrawn", client.get(f"{mine}status/")
    yield "old page, withdrawn", client.post(old_page, {"email": "x"})


def _by_code_of_staff(call: Call, language: Language) -> Shown:
    """What a code that staff gave out shows of the about-you answers; a link that it ended."""
    client, site = Client(), f"/{language.code}/{call.slug}/"
    application = apply(call)
    token = codes.link_token(application.reference, application.session_generation)
    clerk = User.objects.filter(email="clerk2@example.org").first() or desk.another_clerk()
    application = reissue_code(by=clerk, application=application)
    code = codes.private_code(application.reference, application.code_generation)
    client.post(f"{site}mine/", {"reference": application.reference, "code": code})
    yield "status, by a code of staff", client.get(f"{site}mine/status/")
    client.post(f"{site}mine/correct/")
    yield "check, by a code of staff", client.get(f"{site}apply/check/")
    yield "step about-you, by a code of staff", client.get(f"{site}apply/about-you/?return=check")
    yield "link that ended", client.get(f"{site}mine/{application.reference}/{token}/")
    yield "link cut off", client.get(f"{site}mine/{application.reference}/{token[:9]}/")


def _errors(call: Call, language: Language) -> Shown:
    step = f"/{language.code}/{call.slug}/apply/eligibility/"
    careful = Client(enforce_csrf_checks=True)
    yield "404", careful.get(f"/{language.code}/nothing-here/at-all/")
    yield "403 CSRF", careful.post(step, {"lives_in_city": "yes"}, **ORIGIN)
    yield "403 CSRF, from elsewhere", careful.post(step, {}, **FORGED)
    request = RequestFactory().post(step, {"lives_in_city": "yes"})
    with translation.override(language.code):
        yield "403", defaults.permission_denied(_asked(step), PermissionDenied())
        yield "429", resubmit.too_many(request, {}, wait=50 * 60)
        yield (
            "503",
            resubmit.page(request, "503.html", status=503, extra_fields={"first-tried": "x"}),
        )
        yield "503, asked for", resubmit.page(_asked(step), "503.html", status=503)
        yield "500", defaults.server_error(_asked(step))


def _told(client: Client, path: str, given: dict[str, str]) -> HttpResponse:
    """What the page says of a wrong answer, wherever the post leads to."""
    return client.post(path, given, follow=True)


def _asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def _closed(call: Call, language: Language) -> Shown:
    client = Client()
    step = f"/{language.code}/{call.slug}/apply/eligibility/"
    client.post(step, {"lives_in_city": "yes"})
    now, week = timezone.now(), timedelta(days=7)
    redated(call, opens_at=now - week, closes_at=now - week / 7)
    site_cache.clear()
    yield "call, closed", client.get(f"/{language.code}/{call.slug}/")
    yield "home, closed", client.get(f"/{language.code}/")
    yield "paper form, closed", client.get(f"/{language.code}/{call.slug}/paper/")
    yield "step, closed", client.get(step)
    yield "step, sent when closed", client.post(step, {"lives_in_city": "not_sure"})
    redated(call, opens_at=now - week, closes_at=now + week)
    site_cache.clear()
