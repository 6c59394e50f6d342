"""Reads the Markdown of letters: paragraphs, headings, lists, quotes and tables, nothing else."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_DEEPEST_LEVEL = 50


def tree_of(markdown: str) -> SyntaxTreeNode | None:
    """Return the blocks of a Markdown text, or None when they lie too deeply in one another."""
    return tree_read(_reader(), markdown)


def tree_read(reader: MarkdownIt, markdown: str) -> SyntaxTreeNode | None:
    """Return what a reader makes of a text, or None as `tree_of` does."""
    tokens = reader.parse(markdown)
    if any(token.level > _DEEPEST_LEVEL for token in tokens):
        return None
    return SyntaxTreeNode(tokens)


def new_reader() -> MarkdownIt:
    """Return a reader of what a letter may hold."""
    rules = ["table", "blockquote", "list", "heading", "emphasis", "escape", "newline"]
    return MarkdownIt("zero", {"maxNesting": _DEEPEST_LEVEL + 10}).enable(
        [*rules, "text_join", "balance_pairs", "fragments_join"]
    )


@cache
def _reader() -> MarkdownIt:
    return new_reader()
