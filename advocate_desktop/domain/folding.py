"""Texts for comparing and finding: accents and case folded, numbers in one piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


class _Folds(dict[int, str]):
    """What each letter is folded to, worked out when it is met first."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(part for part in apart if not unicodedata.combining(part)).casefold()
        self[code] = plain
        return plain


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Return a text without accents and in one case; it may be longer or shorter."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded text, and for each of its letters the place it had before; then the end."""
    plain = folded(text)
    if text.isascii() or all(len(_FOLDS[ord(letter)]) == 1 for letter in set(text)):
        return plain, range(len(text) + 1)
    places = [place for place, letter in enumerate(text) for _ in _FOLDS[ord(letter)]]
    return plain, [*places, len(text)]


def holds_all(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds all of some folded words."""
    plain = folded(text)
    return all(word in plain for word in words)


_DIGITS = r"(?:[^\W\d_]*+\d[^\W_]*+)"
_CHAIN = re.compile(
    rf"(?<![^\W_])(?:(?:[^\W\d_]{{1,20}}+[-‐‑–/.#]){{1,4}}+|[A-Z]{{2,6}}+[ ])?+"
    rf"{_DIGITS}(?:[\s\-‐‑–/.()#:+]{{1,3}}+{_DIGITS})*+(?:[-‐‑–/.][^\W_]{{1,20}}+)?+"
)
"""Pieces with digits that only signs and spaces part, with the letters written onto them. It never
goes back over what it took, so that no text can keep it busy."""
_SIGNS = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Return only the letters and digits of a text, folded."""
    return _SIGNS.sub("", folded(text))


def numbers_in(text: str) -> str:
    """Return the numbers of a text, such as claim numbers, each without signs and spaces.

    `Claim CLM-2026-447193, phone (555) 010-4471` gives `clm2026447193 5550104471`.
    """
    return " ".join(squeezed(found[0]) for found in _CHAIN.finditer(text))
