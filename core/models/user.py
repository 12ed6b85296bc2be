"""Staff accounts: an e-mail address, a name, and roles."""

from typing import Any

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core import privacy
from core.database_code import body
from core.history import tracked
from core.permissions import Permission, Role

# The id of the user who acts, from core.actions; NULL if nobody is signed in.
DOER = [
    (
        "doer",
        "TEXT := COALESCE(NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), ''), "
        "'{}')::JSONB ->> 'user'",
    )
]


class UserManager(BaseUserManager["User"]):
    """Finds and creates staff accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


@tracked(leave_out=["password", "last_login"], unremarked=["last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Nobody is a superuser: permissions come from roles."""

    privacy = {
        privacy.RECORD: ["id", "is_superuser", "session_generation"],
        privacy.STAFF: [
            "email",
            "name",
            "is_active",
            "joined_at",
            "last_login",
            "groups",
            "user_permissions",
        ],
        privacy.SECRET: ["password"],
    }

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=128)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    session_generation = models.PositiveIntegerField("times signed out everywhere", default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        default_permissions = ()
        permissions = Permission.choices
        verbose_name = "account"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="e_mail_addresses_are_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="nobody_is_a_superuser"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nobody_closes_or_opens_their_own_account",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__is_active__df=pgtrigger.F("new__is_active")),
                declare=DOER,
                func=body("core", "nobody_closes_or_opens_their_own_account"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Every open account is a staff account: residents have none."""
        return self.is_active

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Raising session_generation ends all sessions of the account."""
        return salted_hmac(
            "core.models.user.session",
            f"{self.session_generation}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def may(self, permission: Permission) -> bool:
        """Whether one of this person's roles allows `permission`."""
        return self.has_perm(permission.label_in_database)

    @property
    def roles(self) -> list[Role]:
        """The account's roles, in the order of `Role`."""
        names = {group.name for group in self.groups.all()}
        return [role for role in Role if role.value in names]


@tracked()
class RoleHeld(User.groups.through):
    """A proxy for the table of accounts' roles, so that its history can be tracked."""

    class Meta:
        verbose_name = "role"
        proxy = True
        default_permissions = ()
        triggers = [
            pgtrigger.Trigger(
                name="nobody_changes_their_own_roles",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                declare=DOER,
                func=body("core", "nobody_changes_their_own_roles"),
            )
        ]


@tracked()
class PermissionHeld(User.user_permissions.through):
    """A proxy for direct permissions, which the database refuses."""

    class Meta:
        verbose_name = "permission"
        proxy = True
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="permissions_come_from_roles_only",
                operation=pgtrigger.Insert | pgtrigger.Update,
            )
        ]
