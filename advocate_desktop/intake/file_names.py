"""File names that are safe on every drive."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 240
"""Of a name in UTF-8: drives take 255, less what a number such as “ (12)” adds."""

_SEPARATORS = re.compile(r"[/\\]")
_REFUSED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)", re.IGNORECASE)


def safe_name(name: str, extension: str = "") -> str:
    """Return the last part of a path as a name without anything that drives or readers misread.

    Controls and direction marks go, characters that Windows refuses become “_”, and a name that is
    nothing else becomes “document” with the given extension.
    """
    base = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    base = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    base = _REFUSED.sub("_", " ".join(base.split())).rstrip(". ")
    if not base.strip("._ "):
        return f"document{extension}"
    return _shortened(f"_{base}" if _DEVICES.match(base) else base)


def _shortened(name: str) -> str:
    """Cut a long name before its ending."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
