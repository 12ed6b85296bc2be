"""Addresses of the members' desk, below /staff/; each view declares its permission."""

from django.urls import path

from selection.members.views import desk

urlpatterns = [
    path("members/", desk.member_list, name="member-list"),
    path("members/<int:seat>/english/", desk.member_english, name="member-english"),
    path("meetings/", desk.meeting_list, name="meeting-list"),
    path("meetings/<int:meeting>/", desk.meeting_detail, name="meeting-detail"),
    path("meetings/<int:meeting>/sheet/", desk.meeting_sheet, name="meeting-sheet"),
]
