"""Keys: from a passphrase to the raw key that SQLCipher takes."""

from __future__ import annotations

import base64
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
        return f'PRAGMA key = "{self.literal()}"'

    def literal(self) -> str:
        """Return the key with its salt as SQLCipher writes it, also for attaching a file."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


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


def key_for(typed: str, salt: bytes) -> RawKey:
    """Return the key for what a user typed: a passphrase, or a recovery key as it was printed."""
    letters = typed.upper().translate(_LOOKALIKES)
    if len(letters) == _RECOVERY_LETTERS and set(letters) <= _ALPHABET:
        key = base64.b32decode(letters[:_KEY_LETTERS] + "====")
        if letters == _with_check(key):
            return RawKey(key, salt)
    return derive_key(typed, salt)


def recovery_key(key: RawKey) -> str:
    """Write a key to be printed: fifteen groups of four letters and digits, two of them a check.

    It is the key of the file itself: it opens each copy with the same salt, and none after the
    passphrase was changed.
    """
    letters = _with_check(key.key)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


_KEY_LETTERS = 52
_RECOVERY_LETTERS = 60
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B", "-": None, " ": None, "\n": None})
"""What is not in the alphabet and easily taken for what is, and what stands between groups."""


def _with_check(key: bytes) -> str:
    check = hashlib.sha256(b"recovery key" + key).digest()[:5]
    return base64.b32encode(key).decode().rstrip("=") + base64.b32encode(check).decode()
