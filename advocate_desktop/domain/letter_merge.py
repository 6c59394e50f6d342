"""Keeps a letter in step with the record without touching what its writer wrote.

A letter that was edited has three texts: the one the record gave when it was edited last, the
writer's, and the one the record gives now. Paragraph by paragraph, what the writer left alone
follows the record, and what the writer changed stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Clash:
    """A paragraph that the writer changed and that the record has changed since, too."""

    written: str
    """As the writer has it; it stays."""
    record_says: str
    """What the record would put there now; empty when it would leave it out."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A letter's text after both sides were put together."""

    text: str
    clashes: tuple[Clash, ...]


def paragraphs_of(text: str) -> list[str]:
    """Return the blocks of a Markdown text, as they stand between empty lines."""
    return [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.strip("\n")) if block]


def merged(base: str, written: str, now: str) -> Merged:
    """Return what the writer wrote, with each paragraph left alone as the record gives it now.

    `base` is what the record gave when `written` was begun. Nothing the writer wrote is lost.
    """
    old, mine, new = map(paragraphs_of, (base, written, now))
    if old == new:
        return Merged(written, ())
    if mine == old:
        return Merged(now, ())
    out: list[str] = []
    clashes: list[Clash] = []
    at = 0
    for ours, theirs in _clusters(_changes(old, mine), _changes(old, new)):
        changes = (*ours, *theirs)
        start, end = min(c.start for c in changes), max(c.end for c in changes)
        out += old[at:start]
        wanted, given = _applied(old, start, end, ours), _applied(old, start, end, theirs)
        if ours and theirs and wanted != given:
            inserted = start == end
            out += [*wanted, *given] if inserted else wanted
            if not inserted:
                clashes.append(Clash("\n\n".join(wanted), "\n\n".join(given)))
        else:
            out += wanted if ours else given
        at = end
    out += old[at:]
    return Merged("\n\n".join(out) + "\n", tuple(clashes))


@dataclass(frozen=True, slots=True)
class _Change:
    """What one side put in place of some paragraphs of the old text."""

    start: int
    end: int
    paragraphs: tuple[str, ...]

    def meets(self, other: _Change) -> bool:
        """Whether both are about the same paragraphs; what is put in between meets its like."""
        if self.start == self.end or other.start == other.end:
            same = (self.start, self.end) == (other.start, other.end)
            return (
                same or other.start < self.start < other.end or self.start < other.start < self.end
            )
        return self.start < other.end and other.start < self.end


def _changes(old: Sequence[str], other: Sequence[str]) -> list[_Change]:
    found: list[_Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1:  # paragraph by paragraph, so that only one may clash
            found += [_Change(i1 + n, i1 + n + 1, (other[j1 + n],)) for n in range(i2 - i1)]
        else:
            found.append(_Change(i1, i2, tuple(other[j1:j2])))
    return found


def _clusters(
    ours: Sequence[_Change], theirs: Sequence[_Change]
) -> Iterator[tuple[list[_Change], list[_Change]]]:
    """Return the changes of both sides in order, those that meet together."""
    waiting = sorted(
        [(c.start, c.end, 0, c) for c in ours] + [(c.start, c.end, 1, c) for c in theirs],
        key=lambda entry: entry[:3],
    )
    cluster: tuple[list[_Change], list[_Change]] = ([], [])
    for *_, side, change in waiting:
        if any(cluster) and not any(change.meets(c) for c in (*cluster[0], *cluster[1])):
            yield cluster
            cluster = ([], [])
        cluster[side].append(change)
    if any(cluster):
        yield cluster


def _applied(old: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> list[str]:
    """Return a stretch of the old text with one side's changes made."""
    out: list[str] = []
    at = start
    for change in changes:
        out += [*old[at : change.start], *change.paragraphs]
        at = change.end
    return [*out, *old[at:end]]
