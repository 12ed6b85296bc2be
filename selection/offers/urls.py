"""Public addresses of offers, below /<language>/."""

from django.urls import path

from selection.offers.views import own_offer

app_name = "offers"
urlpatterns = [
    path("<slug:slug>/offer/", own_offer.offer_detail, name="offer-detail"),
    path("<slug:slug>/offer/<slug:answer>/", own_offer.offer_answer, name="offer-answer"),
]
