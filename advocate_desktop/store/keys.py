"""Keys: from a passphrase to the raw key that SQLCipher takes."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field

SALT_BYTES = 16
_KEY_BYTES = 32
_ROUNDS = 256_000
"""SQLCipher 4's own figure, so that any SQLCipher tool opens a casebook by its passphrase."""


@dataclass(frozen=True, slots=True)
class RawKey:
    """A derived key with the salt at the head of its file."""

    key: bytes = field(repr=False)
    salt: bytes

    def pragma(self) -> str:
        """Return the statement that must come first on every connection."""
        return f"PRAGMA key = \"x'{self.key.hex()}{self.salt.hex()}'\""


def new_salt() -> bytes:
    """Return a fresh random salt."""
    return os.urandom(SALT_BYTES)


def derive_key(passphrase: str, salt: bytes) -> RawKey:
    """Derive the key as SQLCipher 4 does; takes about a tenth of a second.

    The same letters typed on another computer may arrive composed or decomposed; both give the
    same key (NFC).
    """
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return RawKey(hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, _KEY_BYTES), salt)
