"""What is looked for: words, phrases and parts of numbers, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.folding import folded, folded_with_places, squeezed
from advocate_desktop.domain.people import ClientId

MOST_LETTERS, MOST_WORDS = 300, 16
"""How much of what is typed is looked at."""
SHORTEST_PART = 3
"""Signs of a number from which it is found by a part of it."""
_FIRST_IDEOGRAPH = 0x2E80
"""From here on scripts have no spaces between words."""
_AS_TYPED = str.maketrans("“”„\0", '""" ')
"""Some keyboards type curly quotes."""
_TOKEN = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)("|$)')
_DIGIT = re.compile(r"[0-9]")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Sought:
    """Words as they were typed; each must be there."""

    words: tuple[str, ...] = ()
    """Beginnings of words, or parts of numbers; none is without a letter or digit."""
    phrases: tuple[str, ...] = ()
    """Words that follow each other."""

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.phrases)

    def pattern(self) -> re.Pattern[str]:
        """Return what finds any of it, in a folded text or where a text has no accents."""
        made = [_word_pattern(word) for word in self.words]
        made += [_phrase_pattern(phrase) for phrase in self.phrases]
        return re.compile("|".join(made), re.IGNORECASE) if made else _NOTHING


def sought(typed: str) -> Sought:
    """Return the words and the phrases in quotes of what was typed, whatever it is."""
    typed = typed.translate(_AS_TYPED)[:MOST_LETTERS]
    phrases = [" ".join(_TOKEN.findall(found[1])) for found in _QUOTED.finditer(typed)]
    words = [word for word in _QUOTED.sub(" ", typed).split() if _TOKEN.search(folded(word))]
    return Sought(tuple(words[:MOST_WORDS]), tuple(filter(None, phrases[:MOST_WORDS])))


def is_number(word: str) -> bool:
    """Whether a word is found as a part of a number: one with enough digits, or all in one piece.

    Pieces such as `T-4` are found as words that follow each other.
    """
    plain = squeezed(word)
    digits = len(_DIGIT.findall(plain))
    whole = word.isalnum() and digits > 0
    return len(plain) >= SHORTEST_PART and (whole or digits >= SHORTEST_PART) and word.isascii()


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script without spaces, and found anywhere."""
    return any(ord(letter) >= _FIRST_IDEOGRAPH for letter in word)


def first_place(text: str, pattern: re.Pattern[str]) -> int:
    """Return a place where a pattern stands in a text, 0 when it does nowhere."""
    if quick := pattern.search(text):  # most words are written without accents
        return quick.start()
    plain, places = folded_with_places(text)
    found = pattern.search(plain)
    return places[found.start()] if found else 0


def marks(text: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Return where a pattern stands in a text, as first place and end."""
    plain, places = folded_with_places(text)
    found = (match for match in pattern.finditer(plain) if match[0])
    # A letter that is folded to several is marked whole.
    return tuple((places[match.start()], places[match.end() - 1] + 1) for match in found)


def _word_pattern(word: str) -> str:
    if is_unspaced(word):
        return re.escape(folded(word))
    if is_number(word):
        return r"[\W_]{0,3}".join(map(re.escape, squeezed(word)))
    end = r"(?![^\W_])" if len(word) == 1 else ""
    return rf"(?<![^\W_]){_phrase(word)}{end}"


def _phrase_pattern(phrase: str) -> str:
    return rf"(?<![^\W_]){_phrase(phrase)}"


def _phrase(words: str) -> str:
    return r"[\W_]+".join(map(re.escape, _TOKEN.findall(folded(words))))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where it is looked for; what is None or empty narrows nothing."""

    clients: frozenset[ClientId] | None = None
    cases: frozenset[CaseId] | None = None
    sources: frozenset[str] | None = None
    """Names of the tables to look in; `pages` are the pages of documents."""
    document_kinds: frozenset[DocumentKind] = frozenset()
    tag: str = ""
    after: date | None = None
    """The first day."""
    before: date | None = None
    """The last day."""

    @property
    def is_open(self) -> bool:
        """Whether it narrows no page out."""
        return not (
            self.clients is not None
            or self.cases is not None
            or self.document_kinds
            or self.tag
            or self.after
            or self.before
        )
