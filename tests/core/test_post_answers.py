"""Whatever staff send, the answer is a redirect: Back and Reload never ask to send it again."""

import pytest
from django.db import transaction
from django.urls import resolve

from core.permissions import Role
from tests.core.staff_posts import filled, of_role, posts_on
from tests.factories.staff_pages import OPENS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff_site_of_module")]

NEWER = (
    "shows what somebody else stored meanwhile beside what was typed, which only a save finds out"
)
# Pages that still answer with a page → why.
ANSWER_WITH_A_PAGE = {
    **dict.fromkeys(
        [
            *("call-edit", "call-translate", "call-copy"),
            *(f"{it}-{do}" for it in ("section", "phase", "criterion") for do in ("add", "edit")),
            *("question-edit", "ranking-fix"),
            *("notice-add", "notice-edit", "office-edit", "page-add", "page-edit"),
        ],
        NEWER,
    ),
    "names-check": "stores no name, not even in the session",
    "page-preview": "is the residents' form, which stores nothing here",
}


@pytest.mark.parametrize("role", list(Role))
def test_post_of_staff_is_answered_by_a_redirect(role, addresses, cast) -> None:
    client = of_role(cast, role)
    pages, tried = set(), set()
    for name, path in addresses.items():
        if role not in OPENS[name]:
            continue
        for action, form in list(posts_on(client, path)):
            kind = (resolve(action.partition("?")[0]).url_name, *sorted(filled(form)))
            for sent in ({}, filled(form)) if kind not in tried else ():
                with transaction.atomic():
                    answer = client.post(action, sent)
                    transaction.set_rollback(True)
                tried.add(kind)
                is_page = answer["Content-Type"].startswith("text/html")
                if is_page and answer.status_code in (200, 409):
                    pages.add(resolve(action.partition("?")[0]).url_name)
    assert sorted(pages.difference(ANSWER_WITH_A_PAGE)) == []
    assert tried or role is Role.AUDITOR
