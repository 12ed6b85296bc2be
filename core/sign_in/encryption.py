"""Encrypts what the database must not hold in clear and we must read again."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """`text` under the first of ENCRYPTION_KEYS: AES-128 and HMAC-SHA256, as Fernet does it."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """What `encrypt` was given. Raises cryptography.fernet.InvalidToken for anything else."""
    return _keys().decrypt(sealed.encode()).decode()


def _keys() -> MultiFernet:
    """In the demo, where no key need be set, one that follows from SECRET_KEY."""
    words = settings.ENCRYPTION_KEYS or [f"core.sign_in.encryption:{settings.SECRET_KEY}"]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(word.encode()).digest())) for word in words]
    )
