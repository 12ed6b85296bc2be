"""Encrypts secrets that the database must not hold in clear text and we must read again."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Encrypt with the first of ENCRYPTION_KEYS, by Fernet (AES-128 and HMAC-SHA256)."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken for anything that `encrypt` did not return."""
    return _keys().decrypt(sealed.encode()).decode()


def _keys() -> MultiFernet:
    """ENCRYPTION_KEYS; in the demo, where none is set, a key derived from SECRET_KEY."""
    words = settings.ENCRYPTION_KEYS or [f"core.sign_in.encryption:{settings.SECRET_KEY}"]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(word.encode()).digest())) for word in words]
    )
