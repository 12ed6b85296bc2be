"""Addresses below /staff/ that need no permission: signing in, and one's own sign-in.

allauth finds its pages by the names that begin with account_ or mfa_. Its other pages, such as
signing up, do not exist here.
"""

from collections.abc import Callable

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from core.sign_in import own_views, views
from core.sign_in.own_views import after_second_step


def _page(route: str, view: Callable, name: str) -> URLPattern:
    return path(route, never_cache(view), name=name)


def _own(route: str, view: Callable, name: str) -> URLPattern:
    return _page(route, after_second_step(view), name)


urlpatterns = [
    # The first two and password_change/ replace the admin's own.
    _page("login/", views.SignIn.as_view(), "account_login"),
    _page("logout/", views.sign_out, "account_logout"),
    _page("second-step/", views.SecondStep.as_view(), "mfa_authenticate"),
    _page("confirm/", views.PasswordAgain.as_view(), "account_reauthenticate"),
    _page("confirm/code/", views.CodeAgain.as_view(), "mfa_reauthenticate"),
    _page("confirm/passkey/", views.PasskeyAgain.as_view(), "mfa_reauthenticate_webauthn"),
    _page("password/", views.password_forgotten, "password-forgotten"),
    _page("password/<str:account>/<str:token>/", views.password_set, "password-set"),
    _page("locked-out/", views.lock_out_ask, "lock-out-ask"),
    _page("locked-out/<str:account>/<str:token>/", views.lock_out_open, "lock-out-open"),
    _page("invitation/<int:invitation>/<str:token>/", views.invitation_accept, "invitation-accept"),
    _own("logout/unsaved/", views.sign_out_ask, "sign-out-ask"),
    _own("begun/<uuid:key>/discard/", views.begun_discard, "begun-discard"),
    _own("password_change/", views.password_change, "password-change"),
    _own("sign-in/", own_views.OwnSignIn.as_view(), "mfa_index"),
    _own("sign-in/app/", own_views.AppAdd.as_view(), "mfa_activate_totp"),
    _own("sign-in/app/remove/", own_views.AppRemove.as_view(), "mfa_deactivate_totp"),
    _own("sign-in/passkey/", own_views.PasskeyAdd.as_view(), "mfa_add_webauthn"),
    _own(
        "sign-in/passkey/<int:pk>/remove/", own_views.PasskeyRemove.as_view(), "mfa_remove_webauthn"
    ),
    _own("sign-in/codes/", own_views.CodesView.as_view(), "mfa_view_recovery_codes"),
    _own("sign-in/codes/new/", own_views.CodesMake.as_view(), "mfa_generate_recovery_codes"),
]
