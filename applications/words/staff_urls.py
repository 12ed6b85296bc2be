"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.words import views

urlpatterns = [
    path("words/", views.words_exchange, name="words-exchange"),
    path("words/file/", views.words_send, name="words-send"),
    path("words/back/", views.words_check, name="words-check"),
]
