"""This app's pages on the staff site."""

from core.permissions import Permission
from core.staff_site import staff_site
from selection import views

staff_site.page(
    "board/",
    views.board_detail,
    name="board-detail",
    permission=Permission.CHOOSE_MEMBERS,
    label="Board",
)
staff_site.page(
    "board/<slug:reference>/choose/",
    views.member_choose,
    name="member-choose",
    permission=Permission.CHOOSE_MEMBERS,
)
staff_site.page(
    "decisions/",
    views.decision_release,
    name="decision-release",
    permission=Permission.RELEASE_DECISIONS,
    label="Decisions",
)
