"""How long a new passphrase would hold against someone who has the file."""

from __future__ import annotations

import math
from dataclasses import dataclass

_GUESSES_A_SECOND = 1e4
"""What a strong machine tries of this file's slow key derivation."""
_LONGEST_READ = 72
"""Characters that are looked at; what is longer is strong by those."""
_HOUR = 3600.0
_YEAR = 365.0 * 24 * _HOUR
_LIMITS = (24 * _HOUR, _YEAR, 1000 * _YEAR)
_SENTENCES = (
    "Weak: it would be guessed within a day.",
    "Not strong: it would be guessed within a year.",
    "Good: guessing it would take years.",
    "Strong: guessing it would take more than a lifetime.",
)
STRONGEST = len(_SENTENCES)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a passphrase is."""

    step: int
    """0 for none typed, 1 for weak, up to `STRONGEST`."""
    sentence: str


def strength(passphrase: str) -> Strength:
    """Return how strong a passphrase is; nothing of it is kept."""
    if not passphrase:
        return Strength(0, "")
    # Read only now: it brings its lists of words, for which the first page shall not wait.
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:_LONGEST_READ])
    # Compared as logarithms: the number of guesses goes beyond what a float holds.
    log_seconds = float(found["guesses_log10"]) - math.log10(_GUESSES_A_SECOND)
    passed = sum(log_seconds >= math.log10(limit) for limit in _LIMITS)
    return Strength(1 + passed, _SENTENCES[passed])
