"""Staff accounts: an e-mail address, a name, and roles."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from core import privacy
from core.history import tracked
from core.permissions import Permission, Role


class UserManager(BaseUserManager["User"]):
    """Finds and makes staff accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


@tracked(leave_out=["password", "last_login"], unremarked=["last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Nobody is a superuser: what people may do comes from their roles."""

    privacy = {
        privacy.RECORD: ["id", "is_superuser"],
        privacy.STAFF: [
            "email", "name", "is_active", "joined_at", "last_login", "groups", "user_permissions",
        ],
        privacy.SECRET: ["password"],
    }  # fmt: skip

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=128)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

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

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Every account is a staff account: residents have none."""
        return self.is_active

    def may(self, permission: Permission) -> bool:
        """Whether one of this person's roles allows `permission`."""
        return self.has_perm(permission.label_in_database)

    @property
    def roles(self) -> list[Role]:
        """The roles held, in the order of `Role`."""
        held = {group.name for group in self.groups.all()}
        return [role for role in Role if role.value in held]


@tracked()
class RoleHeld(User.groups.through):
    """Who holds which role: a proxy, so that history's triggers find a table Django made itself."""

    class Meta:
        proxy = True
        default_permissions = ()


@tracked()
class PermissionHeld(User.user_permissions.through):
    """Permissions given past the roles, for the same reason: nobody should, and it would show."""

    class Meta:
        proxy = True
        default_permissions = ()
