"""Who somebody is and what they may do; set as AUTHENTICATION_BACKENDS."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from core.models import User


class RolesBackend(ModelBackend):
    """Django's own, without asking for a person's direct permissions: the database refuses them."""

    def get_user_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        """None: all come from roles."""
        return set()
