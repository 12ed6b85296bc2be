"""Addresses of the staff pages about letters, below /staff/."""

from django.urls import path

from selection.letters.views import paper, queue, texts, untold

_TEXT = "letters/texts/<slug:outcome>/<slug:language>/"

urlpatterns = [
    path("letters/", queue.letter_list, name="letter-list"),
    path("letters/<int:release>/", queue.letter_queue, name="letter-queue"),
    path("letters/<int:release>/<int:template>/", queue.letter_read, name="letter-read"),
    path("letters/print/", paper.letter_print, name="letter-print"),
    path("letters/print/sheets/", paper.letter_sheet, name="letter-sheet"),
    path("letters/print/labels/", paper.letter_labels, name="letter-labels"),
    path("letters/untold/", untold.untold_list, name="untold-list"),
    path("letters/untold/<int:decision>/", untold.untold_call, name="untold-call"),
    path("letters/untold/<int:decision>/again/", untold.letter_resend, name="letter-resend"),
    path("letters/texts/", texts.letter_text_list, name="letter-text-list"),
    path(_TEXT, texts.letter_text_edit, name="letter-text-edit"),
    path(f"{_TEXT}check/", texts.letter_text_check, name="letter-text-check"),
    path(f"{_TEXT}preview/", texts.letter_text_preview, name="letter-text-preview"),
]
