"""Addresses of this app's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from core.views import accounts, invitations

urlpatterns = [
    path("accounts/", accounts.account_list, name="account-list"),
    path("accounts/invite/", invitations.invitation_send, name="invitation-send"),
    path("accounts/<int:account>/", accounts.account_detail, name="account-detail"),
    path("accounts/<int:account>/close/", accounts.account_deactivate, name="account-deactivate"),
    path("accounts/<int:account>/open/", accounts.account_reactivate, name="account-reactivate"),
    path("accounts/<int:account>/second-step/", accounts.factor_remove, name="factor-remove"),
    path(
        "invitations/<int:invitation>/renew/", invitations.invitation_renew, name="invitation-renew"
    ),
    path(
        "invitations/<int:invitation>/revoke/",
        invitations.invitation_revoke,
        name="invitation-revoke",
    ),
    path("role-changes/", accounts.account_history, name="account-history"),
]
