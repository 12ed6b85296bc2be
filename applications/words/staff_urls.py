"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.words.views import answers, handing, texts

urlpatterns = [
    path("words/", texts.words_exchange, name="words-exchange"),
    path("words/file/", texts.words_send, name="words-send"),
    path("words/back/", texts.words_check, name="words-check"),
    path("translations/files/", handing.handout_list, name="handout-list"),
    path("translations/files/new/", handing.handout_new, name="handout-new"),
    path("translations/files/<int:pk>/", answers.handout_detail, name="handout-detail"),
    path("translations/files/<int:pk>/file/", answers.handout_send, name="handout-send"),
    path("translations/files/<int:pk>/back/", answers.handout_check, name="handout-check"),
    path("translations/files/<int:pk>/cancel/", answers.handout_cancel, name="handout-cancel"),
    path("translations/files/<int:pk>/deleted/", answers.handout_close, name="handout-close"),
    path("translations/files/<int:pk>/mistake/", answers.handout_reopen, name="handout-reopen"),
]
