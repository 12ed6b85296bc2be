"""Pages about accounts, and who changed them."""

from core.permissions import Permission
from core.staff_site import staff_site
from core.views import accounts, invitations

PAGES = (
    ("accounts/", accounts.account_list, "account-list", "Accounts"),
    ("accounts/invite/", invitations.invitation_send, "invitation-send", ""),
    ("accounts/<int:account>/", accounts.account_detail, "account-detail", ""),
    ("accounts/<int:account>/close/", accounts.account_deactivate, "account-deactivate", ""),
    ("accounts/<int:account>/open/", accounts.account_reactivate, "account-reactivate", ""),
    ("accounts/<int:account>/second-step/", accounts.factor_remove, "factor-remove", ""),
    ("invitations/<int:invitation>/renew/", invitations.invitation_renew, "invitation-renew", ""),
    (
        "invitations/<int:invitation>/revoke/", invitations.invitation_revoke,
        "invitation-revoke", "",
    ),
)  # fmt: skip
for _route, _view, _name, _label in PAGES:
    staff_site.page(_route, _view, name=_name, permission=Permission.MANAGE_ACCOUNTS, label=_label)
staff_site.page(
    "role-changes/",
    accounts.account_history,
    name="account-history",
    permission=Permission.READ_ROLE_CHANGES,
    label="Role changes",
)
