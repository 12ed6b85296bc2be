"""An application whose code staff gave out, and browsers that a link let in."""

from django.test import Client

from applications.models import Application, Call
from core.models import OutgoingMail
from tests.applications.form.my_application import code_of, find, link_in
from tests.applications.form.steps import post
from tests.applications.paper.counter import give_out
from tests.factories.canaries import word

OWN = word("in-your-own-words")
TOLD = {"about_you": {"in-your-own-words": OWN}}


def at(call: Call, path: str) -> str:
    return f"/en/{call.slug}/{path}"


def mailed(call: Call, to: str, browser: Client | None = None) -> Client:
    """A browser that opened a new link, sent to this address."""
    OutgoingMail.objects.all().delete()
    Client().post(at(call, "mine/lost/"), {"email": to})
    return opened(call, to, browser)


def opened(call: Call, to: str, browser: Client | None = None) -> Client:
    """A browser that opened the newest link that this address got."""
    browser = browser or Client()
    mail = OutgoingMail.objects.filter(to_address=to).latest("pk")
    application = Application.objects.latest("pk")
    path = at(call, f"mine/{application.reference}/{link_in(mail.body)}/")
    assert browser.get(path).status_code == 302
    return browser


def reads_about_you(browser: Client, call: Call) -> bool:
    return OWN in browser.get(at(call, "mine/status/")).content.decode()


def new_code(clerk: Client, application: Application) -> None:
    give_out(clerk, application)


def slip(clerk: Client, application: Application) -> None:
    application.refresh_from_db()
    clerk.get(f"/staff/paper/{application.reference}/slip/")


def let_in(application: Application) -> Client:
    application.refresh_from_db()
    browser = Client()
    assert find(browser, application.call, application.reference, code_of(application)).url
    return browser


def corrected(browser: Client, call: Call, email: str, **ways: str) -> None:
    """The address was changed, and that was sent."""
    browser.post(at(call, "mine/correct/"))
    way = "email" if email else "phone"
    changed = {"full_name": "Wideline", "email": email, "preferred_way": way, **ways}
    assert post(browser, call, "contact", **changed).status_code == 302
    assert post(browser, call, "check", agrees="on").status_code == 302
