"""Role by page by object: each opens for those it is for, and for nobody else.

The pages come from the list of addresses itself: one that nobody wrote down here fails.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from django.contrib.auth.models import Permission as StoredPermission
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from applications.calls.actions.copy_call import copy_call
from applications.models import Answer
from core.accounts import deactivate_account
from core.models import User
from core.permissions import MAY, Permission, Role
from core.resubmit import TOKEN
from reviewers.models import AssignmentRun
from selection.models import Release
from tests.core import tables
from tests.core.staff_posts import filled, kinds_of_posts, of_role, one_of_each_kind
from tests.factories import applications, desk, story
from tests.factories.staff_pages import ARGUMENTS, LEAD_ON, ONLY_POST, OPENS, PAGES

pytestmark = pytest.mark.usefixtures("staff_site_of_module")

# Addresses under /staff/ that are nobody's work: signing in and what is one's own.
DOOR = {
    "account_login",
    "account_logout",
    "login",
    *("logout", "sign-out-ask", "begun-discard"),
    *("password_change", "password-change"),
    "mfa_authenticate",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "password-forgotten",
    "password-set",
    "invitation-accept",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "lock-out-ask",
    "lock-out-open",
    None,  # any other address: a stranger signs in, staff get a 404
}
# Addresses that name two things, with a second one that belongs to something else.
OF_ANOTHER = {
    **{f"scan-{it}": {"page": "other_page"} for it in ("show", "remove")},
    "answer-redact": {"answer": "other_answer"},
    "section-edit": {"section": "other_section"},
    **{it: {"question": "other_question"} for it in ("question-edit", "choice-add")},
    **{f"item-{it}": {"question": "other_question"} for it in ("move", "remove")},
    **{it: {"slug": "other_slug"} for it in ("version-detail", "calibration-remove")},
    "assignment-adjust": {"run": "other_run"},
    **{f"criterion-{it}": {"criterion": "other_criterion"} for it in ("edit", "remove")},
    **{f"phase-{it}": {"phase": "other_phase"} for it in ("edit", "remove")},
    "decision-edit": {"draft": "other_release"},
    "letter-read": {"queue": "other_release"},
}
NO_ROW = {TOKEN, "back", "list"}  # hidden fields that name no row: where one came from
# The second part names no row.
ONE_THING = {
    "call-preview": "a language",
    "page-preview": "a language and a page of the form",
    "history-detail": "a kind of record",
    "check-remove": "a check is of words, whatever call says them",
    "duplicate-compare": "any two applications are compared",
    "contact-change": "a step of the form",
    "import-row": "a row of the file",
    **{f"letter-text-{it}": "an outcome and a language" for it in ("edit", "check", "preview")},
}


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[URLPattern]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, here)
        elif here.startswith("staff/"):
            yield each


def test_every_staff_address_is_in_the_matrix() -> None:
    assert set(PAGES) == set(OPENS)
    names = {each.name for each in _addresses(get_resolver().url_patterns)}
    assert names - set(PAGES) <= DOOR
    assert len(names) > 80


def test_every_permission_belongs_to_a_role() -> None:
    assert set().union(*MAY.values()) == set(Permission)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_staff_page_opens_for_its_roles_only(role, addresses, cast) -> None:
    client = of_role(cast, role)
    wrong = []
    for name, path in addresses.items():
        allowed = role in OPENS[name]
        status = client.get(path).status_code
        # A page that only takes posts refuses the method, but only after the permission.
        fine = {405} if name in ONLY_POST else {302} if name in LEAD_ON else {200}
        if status not in (fine if allowed else {403}):
            wrong.append(f"{name} answers {status} to {role}; compare OPENS")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_post_of_another_role_changes_nothing(role, addresses, ids, cast) -> None:
    client, before = of_role(cast, role), tables.digest()
    closed = {name: path for name, path in addresses.items() if role not in OPENS[name]}
    given = {
        "reason": "x",
        "reviewer": cast.reviewer.pk,
        "kind": "csv",
        "roles": ["Finance"],
        **ids,
    }
    wrong = {
        name: status
        for name, path in closed.items()
        if (status := client.post(path, given).status_code) not in (403, 405)
    }
    assert wrong == {}
    assert tables.changed_since(before) == set()


@pytest.mark.django_db
def test_staff_page_asks_strangers_to_sign_in(addresses) -> None:
    client, before = Client(), tables.digest()
    for path in addresses.values():
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/staff/login/"), path
        assert client.post(path, {"reason": "x"}).status_code == 403, path
    assert tables.changed_since(before) == set()


@pytest.fixture
def ids_of_others(call, cast, ids) -> dict[str, object]:
    """One more of each thing that belongs to something, belonging elsewhere."""
    copy = copy_call(
        by=cast.coordinator,
        call=call,
        title="Other",
        slug="other",
        reference_prefix="OTH",
        opens_at=call.opens_at,
        closes_at=call.closes_at,
    )
    paper = desk.typed_in(call, cast.clerk)
    other = applications.apply(call)
    return {
        **ids,
        "other_page": desk.scanned(paper, cast.clerk).pk,
        "other_answer": Answer.objects.get(
            revision__application=other, question__key="why-join"
        ).pk,
        "other_section": copy.sections.first().pk,
        "other_question": copy.questions.first().pk,
        "other_criterion": copy.rubrics.get().criteria.first().pk,
        "other_phase": story.phase(copy).pk,
        "other_application": other.pk,
        "other_reference": other.reference,
        "other_slug": copy.slug,
        "other_run": AssignmentRun.objects.create(call=copy, proposed_by=cast.coordinator).pk,
        "other_release": Release.objects.create(
            call=copy, number=1, drafted_by=cast.coordinator
        ).pk,
        "other_account": cast.auditor.pk,
    }


def test_every_address_that_names_two_things_is_tried_with_another() -> None:
    two = {name for name, page in PAGES.items() if page.route.count("<") > 1}
    assert two == set(OF_ANOTHER) | set(ONE_THING)


@pytest.mark.django_db
@pytest.mark.parametrize("name", OF_ANOTHER)
def test_thing_of_another_is_not_found(name, ids_of_others, cast) -> None:
    route = ARGUMENTS[name]
    for own, others in OF_ANOTHER[name].items():
        route = route.replace(f"{{{own}}}", f"{{{others}}}")
    client = of_role(cast, next(iter(OPENS[name])))
    before = tables.digest()
    path = "/staff/" + route.format(**ids_of_others)
    statuses = {client.get(path).status_code, client.post(path, {"up": "1"}).status_code}
    assert 404 in statuses and statuses <= {404, 405}
    assert tables.changed_since(before) == set()


@pytest.mark.django_db
def test_dismissed_staff_may_no_longer_enter(addresses, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    deactivate_account(by=cast.administrator, account=cast.coordinator)
    assert client.get("/staff/board/").status_code == 302


@pytest.mark.django_db
def test_reviewer_opens_only_their_own_reviews(addresses, cast) -> None:
    client = Client()
    client.force_login(cast.second_reviewer)
    before = tables.digest()
    assert client.get(addresses["review-score"]).status_code == 404
    assert client.post(addresses["review-score"], {"comment": "x"}).status_code == 404
    assert tables.changed_since(before) == set()


FOREIGN = ["999999999", "-1", "0", "x'\"<", "", "None"]


QUICK = {Role.FINANCE, Role.ADMINISTRATOR}
EACH_ROLE = [pytest.param(role, marks=() if role in QUICK else pytest.mark.prove) for role in Role]


@pytest.mark.django_db
@pytest.mark.parametrize("role", EACH_ROLE)
def test_list_or_hidden_field_takes_nothing_of_another(
    role, addresses, ids_of_others, cast
) -> None:
    """Ids that exist, but of another call, application or person, where the form never had them."""
    client = of_role(cast, role)
    of_others = {str(value) for name, value in ids_of_others.items() if name.startswith("other_")}
    wrong, tried = [], 0
    for name, forms in kinds_of_posts(client, role, addresses):
        before = tables.digest()
        for action, form in forms:
            sent = filled(form)
            for field in one_of_each_kind(form.offers):
                offered = form.offers[field]
                for other in of_others.difference(offered) if field not in NO_ROW else ():
                    client.post(action, {**sent, field: [other]})
                    tried += 1
        if changed := tables.changed_since(before):
            wrong.append((name, changed))
    assert wrong == []
    assert tried > 0 or role is Role.AUDITOR


@pytest.mark.django_db
@pytest.mark.parametrize("role", EACH_ROLE)
def test_value_that_no_form_offered_breaks_nothing(role, addresses, cast) -> None:
    """Hidden fields, choices and buttons with ids of other things, of nothing, or not of ids."""
    client = of_role(cast, role)
    client.raise_request_exception = False
    tried, wrong = 0, []
    forms = [each for _, forms in kinds_of_posts(client, role, addresses) for each in forms]
    for action, form in forms:
        sent = filled(form)
        for field, foreign in product(one_of_each_kind(sent.keys() - form.areas), FOREIGN):
            with transaction.atomic():
                answer = client.post(action, {**sent, field: [foreign]})
                transaction.set_rollback(True)
            tried += 1
            if answer.status_code >= 500:
                wrong.append((action, field, foreign))
    assert wrong == []
    assert tried > 0 or role is Role.AUDITOR  # who has nothing to send


@pytest.mark.django_db
def test_permission_is_given_by_role_alone(cast) -> None:
    clerk = User.objects.get(pk=cast.clerk.pk)
    assert not clerk.user_permissions.exists()
    stored = set(StoredPermission.objects.values_list("codename", flat=True))
    assert {p for p in Permission.values if p in stored} == set(Permission.values)
    assert {p for p in Permission if clerk.may(p)} == MAY[Role.CLERK]
