"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.records.views import chosen, details, erasure, records, redaction, residency

urlpatterns = [
    path("chosen/residency/", chosen.residencies_verify, name="residencies-verify"),
    path("chosen/contact/", chosen.contacts_note, name="contacts-note"),
    path("residency/", residency.residency_list, name="residency-list"),
    path("applications/<slug:reference>/", records.application_detail, name="application-detail"),
    path("applications/<slug:reference>/contact/", records.contact_open, name="contact-open"),
    path(
        "applications/<slug:reference>/contact/<slug:detail>/",
        details.contact_change,
        name="contact-change",
    ),
    path("applications/<slug:reference>/about-you/", records.about_you_open, name="about-you-open"),
    path(
        "applications/<slug:reference>/residency/", records.residency_check, name="residency-check"
    ),
    path("applications/<slug:reference>/note/", records.contact_note, name="contact-note"),
    path(
        "applications/<slug:reference>/withdraw/",
        records.application_withdraw,
        name="application-withdraw",
    ),
    path(
        "applications/<slug:reference>/redact/<int:pk>/",
        redaction.answer_redact,
        name="answer-redact",
    ),
    path("applications/<slug:reference>/erasure/", erasure.erasure_detail, name="erasure-detail"),
    path(
        "applications/<slug:reference>/erasure/request/",
        erasure.erasure_request,
        name="erasure-request",
    ),
    path(
        "applications/<slug:reference>/erasure/cancel/",
        erasure.erasure_cancel,
        name="erasure-cancel",
    ),
    path(
        "applications/<slug:reference>/erasure/confirm/",
        erasure.erasure_confirm,
        name="erasure-confirm",
    ),
    path("applications/<slug:reference>/hold/", erasure.hold_place, name="hold-place"),
    path("applications/<slug:reference>/hold/lift/", erasure.hold_lift, name="hold-lift"),
]
