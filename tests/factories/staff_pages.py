"""Every page of the staff site: its address, who may open it, and something to show on it."""

from typing import Any

from applications.enums import WordingArea
from applications.form.actions.links import reissue_code
from applications.models import Answer, Call
from config.urls import staff_site  # with every page mounted
from core.languages import BY_CODE
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
    "review-reopen": "reviews/{review}/reopen/",
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
            "rubric-detail": "{0}rubric/",
            "criterion-add": "{0}rubric/add/",
            "criterion-edit": "{0}rubric/{{criterion}}/",
            "criterion-remove": "{0}rubric/{{criterion}}/delete/",
            "ranking-fix": "{0}rubric/ranking/",
            "rubric-begin": "{0}rubric/version/",
            "rubric-adopt": "{0}rubric/version/adopt/",
            "rubric-drop": "{0}rubric/version/drop/",
            "phase-list": "{0}phases/",
            "phase-add": "{0}phases/add/",
            "phase-edit": "{0}phases/{{phase}}/",
            "phase-remove": "{0}phases/{{phase}}/delete/",
        }.items()
    },
    "notice-edit": "site-text/notices/covid-19/",
    "page-edit": "site-text/pages/privacy/",
}
ONLY_POST = {
    "scan-remove",
    "review-assign",
    "review-save",
    "criterion-remove",
    "rubric-begin",
    "rubric-adopt",
    "rubric-drop",
    "phase-remove",
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


def what_is_there(call: Call, cast: Cast, **answers: dict[str, Any]) -> dict[str, Any]:
    """What the addresses name: an application that is scored, released and approved, a paper one
    with a scanned page, a new code, translations, and more; one whose sender left out all that
    may be left out, and a paper on which nothing is written, both chosen. `told` is what all
    others say, by step.
    """
    paper = desk.typed_in(call, cast.clerk, **answers)
    page = desk.scanned(paper, cast.clerk)
    application = applications.apply(call, **answers)
    criterion, _ = story.two_criteria(call)
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
        "criterion": criterion.pk,
        "phase": call.review_phases.get().pk,
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
