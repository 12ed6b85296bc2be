"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.practice import views

urlpatterns = [
    path("practice/", views.practice_list, name="practice-list"),
    path("practice/enter/", views.practice_enter, name="practice-enter"),
    path("practice/clear/", views.practice_clear, name="practice-clear"),
    path("practice/<slug:reference>/", views.practice_detail, name="practice-detail"),
]
