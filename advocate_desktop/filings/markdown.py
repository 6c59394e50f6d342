"""Turns Markdown into flowables: paragraphs, headings, lists, quotes and tables, nothing else.

Links, images, code and HTML are not read as such and print as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from advocate_desktop.filings import style, tags
from advocate_desktop.filings.markdown_tree import tree_of

_INDENT = 20.0
_DEEPEST = 5 * _INDENT
_MOST_COLUMNS = 8
_LONGEST_LEAD_IN = 300
"""Characters of a paragraph that ends in a colon and stays with what it introduces."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: how far in from both sides, in points, and the style of its text."""

    left: float = 0
    right: float = 0
    text: ParagraphStyle = style.BODY
    only: ParagraphStyle | None = None
    """The one style of a page on which nothing may be smaller."""
    within: tags.Place | None = None
    """The list item or quotation that the block is a part of."""

    def indented(self, *, both: bool = False) -> _Place:
        left = min(self.left + _INDENT, _DEEPEST)
        return replace(self, left=left, right=left if both else self.right)


def flowables(markdown: str, only: ParagraphStyle | None = None) -> list[Flowable]:
    """Return the blocks of a Markdown text, set in the body style and its kin, or all in one."""
    style.register()
    tree = tree_of(markdown)
    if tree is None:
        # The reader drops what lies deeper; printed as typed, at least nothing is lost.
        parts = [part for part in markdown.split("\n\n") if part.strip()]
        return [style.paragraph(part, only or style.BODY) for part in parts]
    return list(_children(tree, _Place(text=only or style.BODY, only=only)))


def _children(node: SyntaxTreeNode, place: _Place) -> Iterator[Flowable]:
    for child in node.children:
        yield from _block(child, place)


def _block(node: SyntaxTreeNode, place: _Place) -> Iterator[Flowable]:
    if node.type == "heading" and place.only:
        made = style.Text(f"<b>{_markup(node)}</b>", _style(place))
        made.place = tags.Place(f"H{min(int(node.tag[1:]) + 1, 6)}", place.within)
        yield made
    elif node.type == "heading":
        yield style.heading(plain(node), min(int(node.tag[1:]) + 1, 3))
    elif node.type == "paragraph":
        text = plain(node)
        introduces = text.endswith(":") and len(text) < _LONGEST_LEAD_IN
        made = (style.LeadIn if introduces else style.Text)(_markup(node), _style(place))
        made.place = tags.Place("P", place.within)
        yield made
    elif node.type == "blockquote":
        quoted = tags.Place("BlockQuote", place.within)
        yield from _children(node, replace(place.indented(both=True), within=quoted))
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, place)
    elif node.type == "table":
        yield from _table(node, place)


def _style(place: _Place, **more: object) -> ParagraphStyle:
    if not (place.left or place.right or more):
        return place.text
    indents = {"leftIndent": place.left, "rightIndent": place.right}
    return ParagraphStyle(place.text.name, place.text, **indents, **more)  # type: ignore[arg-type]


def _list(node: SyntaxTreeNode, place: _Place) -> Iterator[Flowable]:
    inner = replace(place.indented(), text=place.only or style.LIST_ITEM)
    listed = tags.Place("L", place.within)
    first = int(node.attrs.get("start", 1))
    last = first + len(node.children) - 1
    for number, item in enumerate(node.children, first):
        mark = "•" if node.type == "bullet_list" else f"{number}."
        body = tags.Place("LBody", tags.Place("LI", listed))
        for position, block in enumerate(item.children):
            if block.type == "paragraph" and position == 0:
                after = style.BODY.spaceAfter if number == last else inner.text.spaceAfter
                marked = _style(inner, bulletIndent=inner.left - 15, spaceAfter=after)
                made = style.Text(_markup(block), marked, bulletText=mark)
                made.place = tags.Place("P", body)
                yield made
            else:
                yield from _block(block, replace(inner, within=body))


def _table(node: SyntaxTreeNode, place: _Place) -> Iterator[Flowable]:
    rows = [row.children for part in node.children for row in part.children]
    columns = max(len(row) for row in rows)
    if columns > _MOST_COLUMNS or place.only:
        # Columns this narrow would hold no words: a line for each row keeps them legible.
        for row in rows:
            line = " · ".join(plain(cell) for cell in row)
            yield style.paragraph(line, place.only or style.LIST_ITEM)
        return
    lengths = [max(len(plain(cell)) for cell in column) for column in zip(*rows, strict=True)]
    cells = [[style.Text(_markup(cell), style.CELL) for cell in row] for row in rows[1:]]
    yield style.table(cells, _widths(lengths), head=[plain(cell) for cell in rows[0]])


def _widths(lengths: list[int]) -> list[float]:
    """Share the width of the text by the longest cells, none below half of an even share."""
    share = style.TEXT_WIDTH / len(lengths)
    wanted = [min(max(length, 1), 60) for length in lengths]
    spare = style.TEXT_WIDTH - share / 2 * len(lengths)
    return [share / 2 + spare * want / sum(wanted) for want in wanted]


def plain(node: SyntaxTreeNode) -> str:
    """Return the words of a block without their looks."""
    return "".join(
        n.content if n.type == "text" else _GAPS.get(n.type, "") for n in node.walk()
    ).strip()


_GAPS = {"softbreak": " ", "hardbreak": "\n"}


def _markup(node: SyntaxTreeNode) -> str:
    """Return the inline content of a block as ReportLab's markup, all user text escaped."""
    if node.type == "text":
        return style.marked_up(node.content)
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "<br/>"
    inner = "".join(_markup(child) for child in node.children)
    tag = {"strong": "b", "em": "i"}.get(node.type)
    return f"<{tag}>{inner}</{tag}>" if tag else inner
