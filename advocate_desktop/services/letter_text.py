"""A letter's Markdown as blocks to edit, and back, so that nothing of it is lost on the way.

What is written is read again before it is given out: looks that Markdown cannot say, such as bold
that begins inside a word at a bracket, give way, the words and the references never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from advocate_desktop.domain.letter_blocks import LISTS, Block, BlockKind, Span, grouped
from advocate_desktop.domain.letter_merge import paragraphs_of
from advocate_desktop.domain.references import reference_at, references_in
from advocate_desktop.filings.markdown_tree import new_reader, tree_read

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#]")
_LINE_START = re.compile(r"^(?:([-+=])|(\d+)([.)]))")
_CLEAN = {0: None, 13: 10}
_HIGHEST = 99_999_999
"""Markdown counts items with nine digits at most."""
_SPACE = " \t\n\f\v\r\u00a0\u2002\u2003\u2009"


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Return a Markdown text as blocks."""
    tree = tree_read(_reader(), markdown)
    if tree is None:
        return tuple(_as_typed(part) for part in paragraphs_of(markdown))
    lines = markdown.split("\n")
    return tuple(block for node in tree.children for block in _read(node, lines))


def markdown_of(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown; those without words are left out."""
    return "".join(f"{chunk}\n\n" for chunk in chunks_of(blocks)).rstrip("\n") + "\n"


def chunks_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the pieces of Markdown between empty lines, for each group of blocks with words."""
    written = [block for block in map(_tidy, blocks) if block.spans]
    return tuple(_chunk(tuple(group)) for group in grouped(tuple(_numbered(written))))


def chunk_places(blocks: Sequence[Block]) -> tuple[int | None, ...]:
    """Return for each block which piece of `chunks_of` it is in, None for one without words."""
    tidy = [_tidy(block) for block in blocks]
    written = [block for block in tidy if block.spans]
    numbers = (n for n, group in enumerate(grouped(written)) for _ in group)
    return tuple(next(numbers) if block.spans else None for block in tidy)


def plain_of(markdown: str) -> str:
    """Return the words of a piece of Markdown, on one line."""
    return " ".join(" ".join(block.text for block in blocks_of(markdown)).split())


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return blocks with the items of each list counted on from its first."""
    number = None
    for block in blocks:
        if block.kind is not BlockKind.NUMBER:
            number = None
            yield block
            continue
        number = max(1, min(block.level, _HIGHEST)) if number is None else number + 1
        yield replace(block, level=number)


def parted(markdown: str) -> str:
    """Return a text with an empty line wherever a new block begins, which Markdown may go without.

    A paragraph that a heading or a list follows at once would else be one piece with it.
    """
    pieces: list[str] = []
    for chunk in paragraphs_of(markdown):
        several = not chunk[:1].isspace() and len(paragraphs_of(_canonical(chunk))) > 1
        pieces.append(_canonical(chunk) if several else chunk)
    return "\n\n".join(pieces) + "\n"


class SourceKept:
    """Gives back each piece of a text as it was first written, as long as it says the same.

    Without it every piece that an editor writes in its own way would count as changed.
    """

    def __init__(self, *sources: str) -> None:
        self._written: dict[str, str] = {}
        for source in sources:
            for chunk in paragraphs_of(source):
                if not chunk[:1].isspace():
                    self._written.setdefault(_canonical(chunk), chunk)

    def chunks(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """Return the pieces of the blocks, each as it was first written."""
        return tuple(self._written.get(chunk, chunk) for chunk in chunks_of(blocks))

    def text(self, blocks: Sequence[Block]) -> str:
        """Return the blocks as Markdown, each piece as it was first written."""
        return "\n\n".join(self.chunks(blocks)) + "\n"


@lru_cache(maxsize=8192)
def _canonical(chunk: str) -> str:
    return markdown_of(blocks_of(chunk)).rstrip("\n")


@cache
def _reader() -> MarkdownIt:
    reader = new_reader()
    reader.inline.ruler.before("escape", "reference", _reference)
    return reader.enable(["reference"])


def _reference(state: StateInline, silent: bool) -> bool:
    found = reference_at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("reference", "", 0).content = str(found)
    state.pos += len(str(found))
    return True


def _read(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Block]:
    if node.type == "paragraph":
        yield Block(BlockKind.PARAGRAPH, _spans(node))
    elif node.type == "heading":
        plain = tuple(replace(span, bold=False, italic=False) for span in _spans(node))
        yield Block(BlockKind.HEADING, _joined(plain), int(node.tag[1:]))
    elif node.type == "blockquote" and all(c.type == "paragraph" for c in node.children):
        for number, child in enumerate(node.children):
            yield Block(BlockKind.QUOTE, _spans(child), loose=number == 0)
    elif node.type in ("bullet_list", "ordered_list") and _is_flat(node):
        yield from _items(node)
    else:
        first, last = node.map or (0, 0)
        yield _as_typed("\n".join(lines[first:last]).strip("\n"))


def _is_flat(node: SyntaxTreeNode) -> bool:
    return all([c.type for c in item.children] == ["paragraph"] for item in node.children)


def _items(node: SyntaxTreeNode) -> Iterator[Block]:
    kind = BlockKind.BULLET if node.type == "bullet_list" else BlockKind.NUMBER
    first = int(node.attrs.get("start", 1)) if kind is BlockKind.NUMBER else 0
    before = None
    for number, item in enumerate(node.children):
        paragraph = item.children[0]
        begins, ends = paragraph.map or (0, 0)
        loose = before is not None and begins > before
        before = ends
        level = first + number if kind is BlockKind.NUMBER else 0
        yield Block(kind, _spans(paragraph), level, loose)


def _as_typed(source: str) -> Block:
    return Block(BlockKind.AS_TYPED, (Span(source),))


def _spans(node: SyntaxTreeNode) -> tuple[Span, ...]:
    return _joined(span for child in node.children for span in _inline(child, Span()))


def _inline(node: SyntaxTreeNode, look: Span) -> Iterator[Span]:
    if node.type == "text":
        yield replace(look, text=node.content)
    elif node.type in ("softbreak", "hardbreak"):
        yield replace(look, text=" " if node.type == "softbreak" else "\n")
    elif node.type == "reference":
        yield replace(look, reference=references_in(node.content)[0])
    else:
        bold, italic = look.bold or node.type == "strong", look.italic or node.type == "em"
        for child in node.children:
            yield from _inline(child, replace(look, bold=bold, italic=italic))


def _joined(spans: Iterator[Span] | Sequence[Span]) -> tuple[Span, ...]:
    """Return spans with those of one look put together and empty ones left out."""
    out: list[Span] = []
    for (bold, italic, reference), run in groupby(
        (s for s in spans if s.text or s.reference), key=lambda s: (s.bold, s.italic, s.reference)
    ):
        if reference:
            out += run
        else:
            out.append(Span("".join(s.text for s in run), bold, italic))
    return tuple(out)


@lru_cache(maxsize=8192)
def _tidy(block: Block) -> Block:
    """Return a block without what Markdown has no place for: space round its lines."""
    if block.kind is BlockKind.AS_TYPED:
        return block if block.text.strip() else replace(block, spans=())
    spans, after = [], "\n"
    for span in block.spans:
        text = span.text
        if not span.reference:
            text = re.sub(rf"[{_SPACE}]*\n[{_SPACE}]*", "\n", text.translate(_CLEAN))
            text = text.lstrip(_SPACE) if after in ("\n", "") else text
        spans.append(replace(span, text=text))
        after = "x" if span.reference else (text[-1:] or after)
    kept = _stripped_right(_joined(spans))
    if block.kind is BlockKind.HEADING:
        flat = (
            replace(s, text=" ".join(s.text.split("\n")), bold=False, italic=False) for s in kept
        )
        kept = _joined(tuple(flat))
    return replace(block, spans=kept)


def _stripped_right(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans without space at the end of any line."""
    out: list[Span] = []
    follows = "\n"
    for span in reversed(spans):
        text = span.text
        if not span.reference and follows == "\n":
            text = text.rstrip(_SPACE if not out else " \t\u00a0\u2002\u2003\u2009")
        out.append(replace(span, text=text))
        follows = "x" if span.reference else (text[:1] or follows)
    return _joined(tuple(reversed(out)))


@lru_cache(maxsize=8192)
def _chunk(group: tuple[Block, ...]) -> str:
    kind = group[0].kind
    if kind is BlockKind.AS_TYPED:
        return group[0].text
    texts = [_inline_markdown(block.spans) for block in group]
    if kind is BlockKind.HEADING:
        return f"{'#' * max(1, min(group[0].level, 6))} {texts[0]}"
    if kind is BlockKind.QUOTE:
        return "\n>\n".join("> " + text.replace("\n", "\n> ") for text in texts)
    if kind in LISTS:
        return "\n".join(_item(block, text) for block, text in zip(group, texts, strict=True))
    return texts[0]


def _item(block: Block, text: str) -> str:
    mark = f"{block.level}. " if block.kind is BlockKind.NUMBER else "- "
    return mark + text.replace("\n", "\n" + " " * len(mark))


@lru_cache(maxsize=8192)
def _inline_markdown(spans: tuple[Span, ...]) -> str:
    """Return the words as Markdown that reads the same; looks that cannot be said give way."""
    tight = _joined(tuple(part for span in spans for part in _space_out(span)))
    tries = (
        spans,
        tight,
        _joined(tuple(part for span in tight for part in _signs_out(span))),
        _joined(tuple(replace(span, italic=False) for span in tight)),
    )
    for wanted in tries:
        text = _written(wanted)
        if _reads_as(text, wanted):
            return text
    return _written(tuple(Span(s.text, reference=s.reference) for s in spans))


def _reads_as(text: str, wanted: tuple[Span, ...]) -> bool:
    tree = tree_read(_reader(), text)
    nodes = tree.children if tree else []
    return [n.type for n in nodes] == ["paragraph"] and _spans(nodes[0]) == wanted


def _written(spans: tuple[Span, ...]) -> str:
    out: list[str] = []
    for bold, thick in groupby(spans, key=lambda span: span.bold):
        out.append("**" if bold else "")
        for italic, thin in groupby(thick, key=lambda span: span.italic):
            mark = "*" if italic else ""
            out += [mark, *(str(s.reference) if s.reference else _escaped(s.text) for s in thin)]
            out.append(mark)
        out.append("**" if bold else "")
    lines = "".join(out).split("\n")
    return "\\\n".join(_LINE_START.sub(_at_line_start, line) for line in lines)


def _at_line_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _space_out(span: Span) -> Iterator[Span]:
    yield from _parted(span, re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL))


def _signs_out(span: Span) -> Iterator[Span]:
    yield from _parted(span, re.compile(r"^([\W_]*)(.*?)([\W_]*)$", re.DOTALL))


def _parted(span: Span, edges: re.Pattern[str]) -> Iterator[Span]:
    """Return a span with its edges in plain looks."""
    found = edges.match(span.text)
    if span.reference or not (span.bold or span.italic) or found is None:
        yield span
        return
    yield Span(found[1])
    yield replace(span, text=found[2])
    yield Span(found[3])
