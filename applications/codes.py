"""References: short, random, easy to read aloud and to type."""

import secrets

# Crockford's base 32: no I, L, O, U, so nothing is taken for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """A fresh reference such as "CDG-7K4M-Q2XD" (40 random bits). It names, it does not unlock."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{symbols[:4]}-{symbols[4:]}"
