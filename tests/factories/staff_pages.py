"""Every page of the staff site: its address, who may open it, and something to show on it."""

from typing import Any

from applications.enums import WordingArea
from applications.form.actions.links import reissue_code
from applications.models import Answer, Call
from config.urls import staff_site  # with every page mounted
from core.languages import BY_CODE
from core.permissions import Role
from tests.factories import applications, desk, story, translations, wording
from tests.factories.staff import Cast

PAGES = {page.name: page for page in staff_site.pages}

# What each page's address needs beyond its name, and whether it only takes posts.
ARGUMENTS = {
    "paper-slip": "paper/{paper}/slip/",
    "paper-check": "paper/{paper}/check/",
    "paper-correct": "paper/{paper}/correct/",
    "scan-add": "paper/{paper}/scan/",
    "scan-open": "paper/{paper}/scan/open/",
    "scan-show": "paper/{paper}/scan/{page}/",
    "scan-remove": "paper/{paper}/scan/{page}/remove/",
    "code-reissue": "counter/{reference}/",
    "code-slip": "counter/{reference}/slip/",
    "duplicate-compare": "duplicates/{reference}/{paper}/",
    "application-detail": "applications/{reference}/",
    "application-next": "applications/{reference}/next/",
    "application-previous": "applications/{reference}/previous/",
    "translation-edit": "translations/{waiting}/",
    "translation-claim": "translations/{waiting}/claim/",
    "translation-release": "translations/{waiting}/release/",
    "translation-check": "translations/{translated}/check/",
    "language-mark": "translations/{waiting}/language/",
    "contact-open": "applications/{reference}/contact/",
    "about-you-open": "applications/{reference}/about-you/",
    "residency-check": "applications/{reference}/residency/",
    "contact-note": "applications/{reference}/note/",
    "application-withdraw": "applications/{reference}/withdraw/",
    "answer-redact": "applications/{reference}/redact/{answer}/",
    "erasure-detail": "applications/{reference}/erasure/",
    "erasure-request": "applications/{reference}/erasure/request/",
    "erasure-cancel": "applications/{reference}/erasure/cancel/",
    "erasure-confirm": "applications/{reference}/erasure/confirm/",
    "hold-place": "applications/{reference}/hold/",
    "hold-lift": "applications/{reference}/hold/lift/",
    "review-score": "reviews/{review}/",
    "review-save": "reviews/{review}/save/",
    "review-recuse": "reviews/{review}/recognize/",
    "review-abstain": "reviews/{review}/abstain/",
    "review-assign": "scores/{reference}/assign/",
    "member-choose": "board/{reference}/choose/",
    "stipend-approve": "stipends/{decision}/approve/",
    "payment-record": "payments/{approval}/",
    "history-detail": "history/application/{reference}/",
    "practice-detail": "practice/{practice}/",
    "account-detail": "accounts/{account}/",
    "account-deactivate": "accounts/{account}/close/",
    "account-reactivate": "accounts/{account}/open/",
    "factor-remove": "accounts/{account}/second-step/",
    "invitation-renew": "invitations/{invitation}/renew/",
    "invitation-revoke": "invitations/{invitation}/revoke/",
    **{
        name: route.format("calls/{slug}/")
        for name, route in {
            "call-setup": "{0}",
            "call-edit": "{0}edit/",
            "call-translate": "{0}words/?language=es",
            "call-copy": "{0}copy/",
            "call-publish": "{0}publish/",
            "call-unpublish": "{0}unpublish/",
            "deadline-extend": "{0}deadline/",
            "call-preview": "{0}preview/es/",
            "page-preview": "{0}preview/es/apply/contact/",
            "readiness-list": "{0}readiness/",
            "wording-check": "{0}checks/?language=es",
            "check-record": "{0}checks/record/",
            "check-waive": "{0}checks/waive/",
            "check-remove": "{0}checks/{{check}}/remove/",
            "section-add": "{0}sections/add/",
            "section-edit": "{0}sections/{{section}}/",
            "question-add": "{0}questions/add/",
            "question-edit": "{0}questions/{{question}}/",
            "choice-add": "{0}questions/{{question}}/choices/",
            "item-move": "{0}questions/{{question}}/move/",
            "item-remove": "{0}questions/{{question}}/remove/",
        }.items()
    },
    "notice-edit": "site-text/notices/covid-19/",
    "page-edit": "site-text/pages/privacy/",
}
ONLY_POST = {
    "scan-remove",
    "review-assign",
    "review-save",
    "member-choose",
    "stipend-approve",
    "account-deactivate",
    "account-reactivate",
    "factor-remove",
    "invitation-renew",
    "invitation-revoke",
    "call-publish",
    "call-unpublish",
    "check-record",
    "check-waive",
    "check-remove",
    "choice-add",
    "item-move",
    "contact-open",
    "about-you-open",
    "duplicate-hint-list",
    "residency-check",
    "contact-note",
    "erasure-request",
    "erasure-cancel",
    "erasure-confirm",
    "hold-place",
    "hold-lift",
    "language-choose",
    "translation-claim",
    "translation-release",
    "language-mark",
}
# Pages of a call that lead elsewhere once it is open, and those of who was chosen, where nobody is.
LEAD_ON = {
    "question-add",
    "application-next",
    "application-previous",
    "residencies-verify",
    "contacts-note",
    "reviews-assign",
}

# Which role opens which page, written down by hand: the permissions must come to the same.
OPENS = {
    "index": set(Role),
    "health-detail": {Role.ADMINISTRATOR},
    "paper-enter": {Role.CLERK},
    "paper-slip": {Role.CLERK},
    "paper-check-list": {Role.CLERK},
    "paper-check": {Role.CLERK},
    "paper-correct": {Role.CLERK},
    "scan-add": {Role.CLERK},
    "scan-open": {Role.CLERK, Role.COORDINATOR},
    "scan-show": {Role.CLERK, Role.COORDINATOR},
    "scan-remove": {Role.CLERK},
    "duplicate-hint-list": {Role.CLERK},
    "duplicate-list": {Role.COORDINATOR},
    "duplicate-compare": {Role.COORDINATOR},
    "counter-search": {Role.CLERK},
    "code-reissue": {Role.CLERK},
    "code-slip": {Role.CLERK},
    "late-list": {Role.COORDINATOR},
    **dict.fromkeys(
        [
            "call-list",
            "call-setup",
            "call-edit",
            "call-translate",
            "call-copy",
            "call-publish",
            "call-unpublish",
            "deadline-extend",
            "call-preview",
            "page-preview",
            "readiness-list",
            "wording-check",
            "check-record",
            "check-waive",
            "check-remove",
            "section-add",
            "section-edit",
            "question-add",
            "question-edit",
            "choice-add",
            "item-move",
            "item-remove",
        ],
        {Role.COORDINATOR},
    ),
    "site-text-list": {Role.COORDINATOR},
    "notice-add": {Role.COORDINATOR},
    "notice-edit": {Role.COORDINATOR},
    "office-edit": {Role.COORDINATOR},
    "page-add": {Role.COORDINATOR},
    "page-edit": {Role.COORDINATOR},
    "application-list": {Role.COORDINATOR},
    "application-export": {Role.COORDINATOR},
    "application-detail": {Role.COORDINATOR},
    "application-next": {Role.COORDINATOR},
    "application-previous": {Role.COORDINATOR},
    "translation-list": {Role.TRANSLATOR, Role.COORDINATOR},
    "language-choose": {Role.TRANSLATOR, Role.COORDINATOR},
    "translation-edit": {Role.TRANSLATOR, Role.COORDINATOR},
    "translation-claim": {Role.TRANSLATOR, Role.COORDINATOR},
    "translation-release": {Role.TRANSLATOR, Role.COORDINATOR},
    "translation-check": {Role.TRANSLATOR, Role.COORDINATOR},
    "language-mark": {Role.TRANSLATOR, Role.COORDINATOR},
    "contact-open": {Role.COORDINATOR},
    "about-you-open": {Role.COORDINATOR},
    "residency-check": {Role.COORDINATOR},
    "residency-list": {Role.COORDINATOR},
    "residencies-verify": {Role.COORDINATOR},
    "contacts-note": {Role.COORDINATOR},
    "contact-note": {Role.COORDINATOR},
    "application-withdraw": {Role.COORDINATOR},
    "answer-redact": {Role.COORDINATOR},
    **{f"erasure-{it}": {Role.COORDINATOR} for it in ("detail", "request", "cancel", "confirm")},
    **{f"hold-{it}": {Role.COORDINATOR} for it in ("place", "lift")},
    **{f"review-{it}": {Role.REVIEWER} for it in ("list", "score", "save", "recuse", "abstain")},
    "result-list": {Role.COORDINATOR},
    "review-assign": {Role.COORDINATOR},
    "reviews-assign": {Role.COORDINATOR},
    "board-detail": {Role.COORDINATOR},
    "member-choose": {Role.COORDINATOR},
    "decision-release": {Role.COORDINATOR},
    "stipend-list": {Role.COORDINATOR},
    "stipend-approve": {Role.COORDINATOR},
    "payment-list": {Role.FINANCE},
    "payment-record": {Role.FINANCE},
    "practice-list": {Role.CLERK, Role.COORDINATOR},
    "practice-enter": {Role.CLERK, Role.COORDINATOR},
    "practice-detail": {Role.CLERK, Role.COORDINATOR},
    "practice-clear": {Role.CLERK, Role.COORDINATOR},
    "history-list": {Role.AUDITOR},
    "history-detail": {Role.AUDITOR, Role.COORDINATOR},
    "access-list": {Role.AUDITOR},
    "security-event-list": {Role.ADMINISTRATOR},
    "account-list": {Role.ADMINISTRATOR},
    "account-detail": {Role.ADMINISTRATOR},
    "account-deactivate": {Role.ADMINISTRATOR},
    "account-reactivate": {Role.ADMINISTRATOR},
    "factor-remove": {Role.ADMINISTRATOR},
    "invitation-send": {Role.ADMINISTRATOR},
    "invitation-renew": {Role.ADMINISTRATOR},
    "invitation-revoke": {Role.ADMINISTRATOR},
    "account-history": {Role.AUDITOR},
}


def what_is_there(call: Call, cast: Cast, **answers: dict[str, Any]) -> dict[str, Any]:
    """What the addresses name: an application that is scored, released and approved, a paper one
    with a scanned page, a new code, translations, and more; one whose sender left out all that
    may be left out, and a paper on which nothing is written, both chosen. `told` is what all
    others say, by step.
    """
    paper = desk.typed_in(call, cast.clerk, **answers)
    page = desk.scanned(paper, cast.clerk)
    application = applications.apply(call, **answers)
    story.two_criteria(call)
    review = story.assigned(application, cast)
    approval = story.approved(application, cast)
    reissue_code(by=cast.clerk, application=application)
    waiting, translated = (
        translations.story_of(applications.apply(call, language="es", **answers)) for _ in range(2)
    )
    translations.handed_in(translated, cast)
    return {
        "paper": paper.reference,
        "page": page.pk,
        "reference": application.reference,
        "review": review.pk,
        "decision": approval.agreement.decision_id,
        "approval": approval.pk,
        "waiting": waiting.pk,
        "translated": translated.pk,
        **_bare(call, cast),
        "practice": applications.practise(call, by=cast.clerk, **answers).reference,
        "account": cast.clerk.pk,
        "invitation": story.invited(cast).pk,
        "slug": call.slug,
        "check": wording.check_all(call, BY_CODE["es"], areas=[WordingArea.CONSENT])[0].pk,
        "section": call.sections.first().pk,
        "question": call.questions.first().pk,
        "answer": Answer.objects.get(
            revision__application=application, question__key="why-join"
        ).pk,
    }


def _bare(call: Call, cast: Cast) -> dict[str, str]:
    """References of the two that say as little as may be; both are chosen, released, approved."""
    bare, paper = applications.barest(call), desk.barest(call, cast.clerk)
    for each in (bare, paper):
        story.assigned(each, cast)
        story.approved(each, cast)
        reissue_code(by=cast.clerk, application=each)
    desk.scanned(paper, cast.clerk)
    return {"bare": bare.reference, "bare_paper": paper.reference}


def addresses_of(ids: dict[str, Any]) -> dict[str, str]:
    """An address of every page, by the page's name."""
    return {
        name: "/staff/" + ARGUMENTS.get(name, page.route).format(**ids)
        for name, page in PAGES.items()
    }
