"""A letter's text as an editor has it: blocks of words, some bold or italic, some live references.

A list item or a quoted paragraph is a block of its own; what an editor cannot show as such, a table
or a list inside a list, is one block as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advocate_desktop.domain.references import Reference


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    AS_TYPED = "as_typed"
    """Markdown that is kept letter by letter."""


LISTS = frozenset({BlockKind.BULLET, BlockKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look, or a reference."""

    text: str = ""
    """A line feed is a new line inside the paragraph."""
    bold: bool = False
    italic: bool = False
    reference: Reference | None = None
    """What it leads to; then there is no text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item of a list."""

    kind: BlockKind
    spans: tuple[Span, ...]
    level: int = 0
    """Of a heading, 1 to 6; of a numbered item, its number."""
    loose: bool = False
    """Whether an item, or what is quoted, stands apart from the one before by an empty line."""

    @property
    def text(self) -> str:
        """The words without their looks; a reference is one character that stands for an object."""
        return "".join("\ufffc" if span.reference else span.text for span in self.spans)


def grouped(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Return the blocks that stand together, with no empty line between them in Markdown."""
    group: list[Block] = []
    for block in blocks:
        if group and not _joins(group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _joins(before: Block, block: Block) -> bool:
    joining = block.kind in LISTS or block.kind is BlockKind.QUOTE
    return joining and before.kind is block.kind and not block.loose
