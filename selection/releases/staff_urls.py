"""Addresses of releases, below /staff/; each view declares its permission."""

from django.urls import path

from selection.releases.views import detail, lists, presses

_ONE = "decisions/<int:release>/"

urlpatterns = [
    path("decisions/", lists.release_list, name="release-list"),
    path("decisions/unanswered/", lists.unanswered_list, name="unanswered-list"),
    path("decisions/add/", lists.release_add, name="release-add"),
    path("decisions/panel/<int:panel>/", lists.release_make, name="release-make"),
    path(_ONE, detail.release_detail, name="release-detail"),
    path(f"{_ONE}hand-over/", presses.release_propose, name="release-propose"),
    path(f"{_ONE}refresh/", presses.release_refresh, name="release-refresh"),
    path(f"{_ONE}day/", presses.release_day, name="release-day"),
    path(f"{_ONE}drop/", presses.release_drop, name="release-drop"),
    path(f"{_ONE}again/", presses.release_again, name="release-again"),
    path(f"{_ONE}send-back/", presses.release_send_back, name="release-send-back"),
    path(f"{_ONE}release/", presses.release_let_go, name="release-let-go"),
    path(f"{_ONE}of/<slug:reference>/", detail.decision_edit, name="decision-edit"),
]
