"""Addresses of the members' desk, below /staff/; each view declares its permission."""

from django.urls import path

from selection.members.views import desk, meetings

_MEETING = "meetings/<int:meeting>/"

urlpatterns = [
    path("members/", desk.member_list, name="member-list"),
    path("members/<int:seat>/english/", desk.member_english, name="member-english"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path(_MEETING, meetings.meeting_detail, name="meeting-detail"),
    path(f"{_MEETING}change/", meetings.meeting_change, name="meeting-change"),
    path(f"{_MEETING}cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path(f"{_MEETING}sheet/", meetings.meeting_sheet, name="meeting-sheet"),
]
