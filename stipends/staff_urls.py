"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from stipends import views

urlpatterns = [
    path("stipends/", views.stipend_list, name="stipend-list"),
    path("stipends/<int:decision>/approve/", views.stipend_approve, name="stipend-approve"),
    path("payments/", views.payment_list, name="payment-list"),
    path("payments/<int:approval>/", views.payment_record, name="payment-record"),
]
