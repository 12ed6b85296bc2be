"""The slip: in the applicant's language and English, without a name; its code is guarded."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form import codes
from applications.form.actions.links import reissue_code
from applications.models import Application, PaperEntry
from core.models import AccessEvent
from tests.applications.paper.typed_paper import paper
from tests.factories import desk
from tests.factories.desk import correct

pytestmark = pytest.mark.django_db


def test_paper_slip_speaks_the_applicants_language_and_english(call, clerk) -> None:
    page = clerk.get(paper(clerk).url).content.decode()
    assert 'lang="zh-Hant"' in page and 'lang="en"' in page
    assert "您的編號" in page or "參考編號" in page or "編號" in page
    assert "Your reference" in page and "What happens next" in page
    assert "歐陽" not in page and "我想幫忙" not in page


def test_paper_slip_shows_the_code_to_its_clerk_alone_and_that_is_on_record(
    call, clerk, cast
) -> None:
    answer = paper(clerk)
    application = Application.objects.get()
    code = codes.private_code(application.reference, 0)
    assert code in clerk.get(answer.url).content.decode()
    event = AccessEvent.objects.get(what=AccessEvent.What.PRIVATE_CODE)
    assert (event.by, event.object_id) == (cast.clerk, application.pk)
    other = Client()
    other.force_login(desk.another_clerk())
    assert code not in other.get(answer.url).content.decode()
    PaperEntry.objects.update(entered_at=timezone.now() - timedelta(hours=13))
    assert code not in clerk.get(answer.url).content.decode()
    PaperEntry.objects.update(entered_at=timezone.now())
    application = reissue_code(by=cast.clerk, application=application)
    page = clerk.get(answer.url).content.decode()
    assert code not in page and codes.private_code(application.reference, 1) not in page


def test_paper_slip_follows_a_corrected_language(call, cast, clerk) -> None:
    application = desk.typed_in(call, cast.clerk, support={"reads": "ht"})
    correct(application, cast.clerk, changes={"support": {"reads": "vi"}})
    page = clerk.get(f"/staff/paper/{application.reference}/slip/").content.decode()
    assert 'class="slip" lang="vi"' in page and 'class="slip" lang="ht"' not in page
    assert codes.private_code(application.reference, 0) in page
