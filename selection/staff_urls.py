"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from selection import views

urlpatterns = [
    path("board/", views.board_detail, name="board-detail"),
    path("board/<slug:reference>/choose/", views.member_choose, name="member-choose"),
    path("decisions/", views.decision_release, name="decision-release"),
]
