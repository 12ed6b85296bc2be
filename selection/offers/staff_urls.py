"""Addresses of offers and seats, below /staff/; each view declares its permission."""

from django.urls import path

from selection.offers.views import offers, payee, seats, told

_ONE = "offers/<int:offer>/"

urlpatterns = [
    path("offers/", offers.offer_list, name="offer-list"),
    path(_ONE, offers.offer_edit, name="offer-edit"),
    path(f"{_ONE}record/", offers.offer_record, name="offer-record"),
    path(f"{_ONE}call/", offers.offer_call, name="offer-call"),
    path(f"{_ONE}extend/", offers.offer_extend, name="offer-extend"),
    path(f"{_ONE}take-back/", offers.offer_take_back, name="offer-take-back"),
    path(f"{_ONE}payee/", payee.offer_payee, name="offer-payee"),
    path(f"{_ONE}payee/correct/", payee.payee_correct, name="payee-correct"),
    path(f"{_ONE}letter/", told.offer_letter, name="offer-letter"),
    path(f"{_ONE}told/", told.offer_told, name="offer-told"),
    path("seats/", seats.seat_list, name="seat-list"),
    path("seats/<int:seat>/leave/", seats.seat_leave, name="seat-leave"),
    path("seats/replace/", seats.seat_replace, name="seat-replace"),
    path("seats/reserves/", seats.round_ask, name="round-ask"),
]
