"""Locks a PDF with a password: AES-256, as PDF 2.0 has it."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Encryption, Pdf

from advocate_desktop.domain.errors import Invalid

_LONGEST = 127
"""Bytes of a password in UTF-8 that the format looks at (ISO 32000-2, 7.6.4.3.3)."""


def check_password(password: str) -> None:
    """Raise `Invalid` with a sentence for a password that other programs could not take."""
    if not password.strip():
        raise Invalid("The password is empty. Nothing was written. Give one, or go on without.")
    if not password.isprintable():
        raise Invalid(
            "The password has characters that cannot be typed, such as a line's end. Nothing was "
            "written. Choose another."
        )
    if len(password.encode()) > _LONGEST:
        raise Invalid(
            f"The password is longer than the {_LONGEST} bytes that PDF allows. Nothing was "
            "written. Choose a shorter one."
        )


def protected(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with the password only; raise `Invalid` as `check_password` does.

    Its key is drawn by chance, so that it is not the same twice. Programs that read pages aloud may
    read them.
    """
    check_password(password)
    out = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=Encryption(owner=password, user=password, R=6))
    return out.getvalue()
