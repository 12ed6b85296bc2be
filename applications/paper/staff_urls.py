"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.paper.views import counter, late, paper, paper_check, paper_correct, scan

urlpatterns = [
    path("paper/", paper.paper_enter, name="paper-enter"),
    path("paper/<slug:reference>/slip/", paper.paper_slip, name="paper-slip"),
    path("paper/checks/", paper_check.paper_check_list, name="paper-check-list"),
    path("paper/<slug:reference>/check/", paper_check.paper_check, name="paper-check"),
    path("paper/<slug:reference>/correct/", paper_correct.paper_correct, name="paper-correct"),
    path("paper/<slug:reference>/scan/", scan.scan_add, name="scan-add"),
    path("paper/<slug:reference>/scan/open/", scan.scan_open, name="scan-open"),
    path("paper/<slug:reference>/scan/<int:page>/", scan.scan_show, name="scan-show"),
    path("paper/<slug:reference>/scan/<int:page>/remove/", scan.scan_remove, name="scan-remove"),
    path("counter/", counter.counter_search, name="counter-search"),
    path("counter/<slug:reference>/", counter.code_reissue, name="code-reissue"),
    path("counter/<slug:reference>/slip/", counter.code_slip, name="code-slip"),
    path("late/", late.late_list, name="late-list"),
]
