"""Who somebody is and what they may do; set as AUTHENTICATION_BACKENDS."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Value
from django.db.models.functions import Concat

from core.models import User


def of_roles(person: str) -> ArraySubquery:
    """The labels of what the roles of somebody allow; `person` leads to them from the query."""
    allowed = Permission.objects.filter(group__user=OuterRef(person)).order_by()
    return ArraySubquery(
        allowed.values(label=Concat(F("content_type__app_label"), Value("."), F("codename")))
    )


class RolesBackend(ModelBackend):
    """Django's own, for people whose permissions all come from roles.

    A direct permission is refused by the database, so nobody asks for any.
    """

    def get_user(self, user_id: int) -> User | None:
        """Whoever is signed in, with what their roles allow now: nearly every page asks that."""
        try:
            user = User.objects.annotate(of_roles=of_roles("pk")).get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """None: all come from roles."""
        return set()

    def get_group_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """As `get_user` found them, or asked for now if somebody else got the account."""
        found = getattr(user_obj, "of_roles", None)
        if found is None or obj is not None or not user_obj.is_active:
            return super().get_group_permissions(user_obj, obj)
        return set(found)
