"""A letter as plain text, for portals that take nothing else and count characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from advocate_desktop.domain.letter_merge import paragraphs_of
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.filings.markdown import plain
from advocate_desktop.filings.markdown_tree import tree_of

_PART = "({number} of {parts})"
_MOST_PARTS = 99


def letter_text(letter: LetterContent) -> str:
    """Return a letter as lines of text: subject, salutation, text, signature and enclosures.

    Sender and addressee are left out: a portal knows both.
    """
    subject = "\n".join(f"{label} {value}" for label, value in letter.subject)
    signed = "\n".join((letter.closing, *letter.signature))
    parts = (letter.banner, subject, letter.salutation, body_text(letter.body), signed)
    lists = ("\n".join(letter.enclosures), "\n".join(letter.copies))
    return "\n\n".join(part for part in (*parts, *lists) if part.strip()) + "\n"


def body_text(markdown: str) -> str:
    """Return Markdown as plain text, a paragraph or a line of a list in a line each."""
    tree = tree_of(markdown)
    if tree is None:  # it lies too deeply in itself to be read: as typed, nothing is lost
        return markdown.strip()
    return "\n\n".join(_blocks(tree, ""))


def _blocks(node: SyntaxTreeNode, indent: str) -> Iterator[str]:
    for child in node.children:
        if child.type in ("heading", "paragraph"):
            yield indent + plain(child)
        elif child.type == "blockquote":
            yield from (f"“{quoted}”" for quoted in _blocks(child, indent))
        elif child.type in ("bullet_list", "ordered_list"):
            yield "\n".join(_items(child, indent))
        elif child.type == "table":
            rows = [row.children for part in child.children for row in part.children]
            yield "\n".join(indent + " | ".join(map(plain, row)) for row in rows)


def _items(listed: SyntaxTreeNode, indent: str) -> Iterator[str]:
    first = int(listed.attrs.get("start", 1))
    for number, item in enumerate(listed.children, first):
        mark = "- " if listed.type == "bullet_list" else f"{number}. "
        blocks = list(_blocks(item, indent + "   "))
        head = blocks[0].strip() if blocks else ""
        yield "\n".join([f"{indent}{mark}{head}", *blocks[1:]])


def portal_parts(text: str, most: int) -> tuple[str, ...]:
    """Return a text in pieces of at most so many characters, each but a single one numbered.

    They break between paragraphs, else between sentences or words, and only a longer word is cut.
    `most` is at least 100.
    """
    if len(text) <= most:
        return (text,)
    room = most - len(_PART.format(number=_MOST_PARTS, parts=_MOST_PARTS)) - 1
    pieces: list[str] = []
    for paragraph in paragraphs_of(text):
        for piece in _broken(paragraph, room):
            if pieces and len(pieces[-1]) + len(piece) + 2 <= room:
                pieces[-1] += "\n\n" + piece
            else:
                pieces.append(piece)
    marks = [_PART.format(number=n, parts=len(pieces)) for n in range(1, len(pieces) + 1)]
    return tuple(f"{mark}\n{piece}" for mark, piece in zip(marks, pieces, strict=True))


def _broken(paragraph: str, room: int) -> Iterator[str]:
    while len(paragraph) > room:
        ends = [found.end() for found in re.finditer(r"[.!?…]\s|\n", paragraph[:room])]
        spaces = [found.end() for found in re.finditer(r"\s", paragraph[:room])]
        cut = ends[-1] if ends else spaces[-1] if spaces else room
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].lstrip()
    if paragraph:
        yield paragraph
