"""Whoever is signed in, and what they may do: asked anew with each request, and once."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts import change_roles, deactivate_account
from core.models import User
from core.permissions import MAY, Permission, Role
from core.sign_in.backend import RolesBackend
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db
GUIDE = "/staff/reviews/guide/"  # a page that needs a permission and no data


def test_page_asks_once_for_the_session_and_whose_it_is(cast) -> None:
    reader = signed_in(cast.reviewer)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(GUIDE).status_code == 200
    assert len(captured) == 1


def test_change_of_roles_or_account_counts_from_the_next_request(cast) -> None:
    reader, clerk = signed_in(cast.reviewer), signed_in(cast.clerk)
    assert [reader.get(GUIDE).status_code, clerk.get(GUIDE).status_code] == [200, 403]
    by = cast.administrator
    change_roles(by=by, account=cast.reviewer, roles=[Role.FINANCE], seen=[Role.REVIEWER])
    change_roles(by=by, account=cast.clerk, roles=[Role.REVIEWER], seen=[Role.CLERK])
    assert [reader.get(GUIDE).status_code, clerk.get(GUIDE).status_code] == [403, 200]
    deactivate_account(by=by, account=cast.clerk)
    assert clerk.get(GUIDE).status_code == 302, "signs in again"


def test_somebody_may_what_any_of_their_roles_may_however_the_account_was_found(cast) -> None:
    cast.clerk.groups.set(Group.objects.filter(name__in=[Role.CLERK, Role.REVIEWER]))
    cast.finance.groups.clear()
    for account, roles in ((cast.clerk, [Role.CLERK, Role.REVIEWER]), (cast.finance, [])):
        allowed = set().union(*(MAY[role] for role in roles))
        for found in (RolesBackend().get_user(account.pk), User.objects.get(pk=account.pk)):
            assert {each for each in Permission if found.may(each)} == allowed
    assert RolesBackend().get_user(0) is None


def test_closed_account_is_nobody_and_may_nothing(cast) -> None:
    deactivate_account(by=cast.administrator, account=cast.reviewer)
    assert RolesBackend().get_user(cast.reviewer.pk) is None
    assert not User.objects.get(pk=cast.reviewer.pk).may(Permission.REVIEW)
