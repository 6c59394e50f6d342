"""Finds names and member IDs of other clients in the text of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advocate_desktop.domain.folding import folded

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LEAST_NUMBER = 5
"""Characters of a member ID that can be told from other numbers."""
_PIECES = 4
"""Pieces in which a number may be printed, as “000 123 456”."""
_INITIAL = 2
"""Characters of an initial between two names, with its point."""


@dataclass(frozen=True, slots=True)
class Known:
    """A client by whom a page could be meant."""

    given_name: str
    family_name: str
    member_ids: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The full name in reading order."""
        return f"{self.given_name} {self.family_name}".strip()


class OtherClients:
    """The clients that a case is not about, ready to be looked for."""

    def __init__(self, others: Iterable[Known], own_names: Iterable[str], own_ids: Iterable[str]):
        """Leave out who is called like somebody of the case, or has the same number."""
        mine = {_words(name) for name in own_names}
        ids = {_number(number) for number in own_ids}
        self._names: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self._unspaced: list[tuple[str, Known]] = []
        self._numbers: dict[str, Known] = {}
        for known in others:
            given, family = _words(known.given_name), _words(known.family_name)
            for number in map(_number, known.member_ids):
                if len(number) >= _LEAST_NUMBER and number not in ids:
                    self._numbers[number] = known
            if not given or not family or {(*given, *family), (*family, *given)} & mine:
                continue
            for order in ((*given, *family), (*family, *given)):
                self._names.setdefault(order[0], []).append((order, known))
            if not known.name.isascii() and max(map(len, (*given, *family))) <= _INITIAL:
                together = "".join((*family, *given))
                self._unspaced.append((together, known))

    def found_in(self, text: str) -> tuple[tuple[Known, bool], ...]:
        """Return who is named in a text, and whether it is by the number; each once."""
        words = _words(text)
        plain = folded(text)
        found = dict.fromkeys(
            [
                *((known, False) for known in self._named(words)),
                *((known, False) for name, known in self._unspaced if name in plain),
                *((known, True) for known in self._numbered(words)),
            ]
        )
        return tuple(found)

    def _named(self, words: tuple[str, ...]) -> Iterator[Known]:
        for place, word in enumerate(words):
            for name, known in self._names.get(word, ()):
                after = words[place : place + len(name)]
                # “Ana M. Example” is Ana Example.
                skipped = (*words[place : place + 1], *words[place + 2 : place + 1 + len(name)])
                initial = len(words) > place + 1 and len(words[place + 1]) < _INITIAL
                if after == name or (initial and skipped == name):
                    yield known

    def _numbered(self, words: tuple[str, ...]) -> Iterator[Known]:
        if not self._numbers:
            return
        for place in range(len(words)):
            for pieces in range(1, _PIECES + 1):
                number = "".join(words[place : place + pieces]).replace("-", "")
                if number in self._numbers:
                    yield self._numbers[number]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def _number(text: str) -> str:
    return "".join(_words(text)).replace("-", "")
