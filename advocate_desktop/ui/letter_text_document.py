"""A letter's blocks in a Qt text document, and back; all of it undoable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from advocate_desktop.domain.letter_blocks import LISTS, Block, BlockKind, Span
from advocate_desktop.domain.references import Reference, references_in

CHIP = QTextFormat.ObjectTypes.UserObject + 1
"""The object type of a reference in the text."""
_REFERENCE = QTextFormat.Property.UserProperty + 1
_KIND = QTextFormat.Property.UserProperty + 2
_LOOSE = QTextFormat.Property.UserProperty + 3
_STYLES = {
    BlockKind.BULLET: QTextListFormat.Style.ListDisc,
    BlockKind.NUMBER: QTextListFormat.Style.ListDecimal,
}
_KEPT_AS = (BlockKind.QUOTE, BlockKind.AS_TYPED)
_OBJECT = "\ufffc"


def blocks_of(document: QTextDocument) -> tuple[Block, ...]:
    """Return the blocks of a document."""
    return tuple(_block(block) for block in text_blocks(document))


def text_blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Return Qt's own blocks of a document, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def kind_of(block: QTextBlock) -> BlockKind:
    """Return what a block of a document is."""
    listed = block.textList()
    if listed is not None:
        numbered = listed.format().style() == _STYLES[BlockKind.NUMBER]
        return BlockKind.NUMBER if numbered else BlockKind.BULLET
    if block.blockFormat().headingLevel():
        return BlockKind.HEADING
    named = block.blockFormat().property(_KIND)
    return BlockKind(named) if named else BlockKind.PARAGRAPH


def reference_of(look: QTextCharFormat) -> Reference | None:
    """Return the reference that a character stands for, or None."""
    found = references_in(str(look.property(_REFERENCE) or ""))
    return found[0] if found else None


def show_blocks(document: QTextDocument, blocks: Sequence[Block]) -> None:
    """Put blocks in place of all that stands in a document, as one step to undo."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    _plain_block(cursor)
    insert_blocks(cursor, blocks)
    cursor.endEditBlock()


def insert_blocks(cursor: QTextCursor, blocks: Sequence[Block]) -> None:
    """Insert blocks where the cursor stands; the first goes into an empty block or begins one."""
    before: Block | None = None
    for block in blocks:
        if before is not None or cursor.block().text():
            cursor.insertBlock()
        set_kind(cursor, block.kind, block.level, joins=_same_list(before, block))
        if block.loose:
            loose = QTextBlockFormat()
            loose.setProperty(_LOOSE, True)
            cursor.mergeBlockFormat(loose)
        for span in block.spans:
            insert_span(cursor, span)
        before = block


def insert_span(cursor: QTextCursor, span: Span) -> None:
    """Insert words or a reference where the cursor stands, in the looks of its block."""
    look = _look(kind_of(cursor.block()), cursor.blockFormat().headingLevel())
    if span.bold:
        look.setFontWeight(QFont.Weight.Bold)
    look.setFontItalic(span.italic)
    if span.reference is None:
        cursor.insertText(span.text.replace("\n", "\u2028"), look)
        return
    look.setObjectType(CHIP)
    look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    look.setProperty(_REFERENCE, str(span.reference))
    cursor.insertText(_OBJECT, look)


def set_kind(cursor: QTextCursor, kind: BlockKind, level: int = 0, *, joins: bool = False) -> None:
    """Make the block of the cursor another kind; an item may join the list before it."""
    block = cursor.block()
    was = kind_of(block)
    if (listed := block.textList()) is not None:
        listed.remove(block)
    cursor.setBlockFormat(_block_format(cursor.document(), kind, level))
    over = QTextCursor(block)
    over.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    look = _look(kind, level)
    if BlockKind.HEADING in (kind, was):
        over.mergeCharFormat(look)
    cursor.setBlockCharFormat(look)
    if kind in LISTS:
        above = block.previous().textList() if joins else None
        if above is not None and above.format().style() == _STYLES[kind]:
            above.add(block)
        else:
            cursor.createList(_list_format(kind, level))


def _plain_block(cursor: QTextCursor) -> None:
    if (listed := cursor.block().textList()) is not None:
        listed.remove(cursor.block())
    cursor.setBlockFormat(_block_format(cursor.document(), BlockKind.PARAGRAPH, 0))
    cursor.setBlockCharFormat(QTextCharFormat())


def _same_list(before: Block | None, block: Block) -> bool:
    return before is not None and before.kind is block.kind


def _list_format(kind: BlockKind, level: int) -> QTextListFormat:
    made = QTextListFormat()
    made.setStyle(_STYLES[kind])
    made.setIndent(1)
    if kind is BlockKind.NUMBER:
        made.setStart(max(level, 0) or 1)
    return made


def _block_format(document: QTextDocument, kind: BlockKind, level: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    line = QFontMetricsF(document.defaultFont()).height()
    # Of two margins that meet, Qt takes the larger.
    made.setTopMargin(line * (0.2 if kind in LISTS else 0.6))
    made.setBottomMargin(line * (0.2 if kind in LISTS else 0.6))
    made.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if kind is BlockKind.HEADING:
        made.setHeadingLevel(max(1, min(level or 1, 6)))
        made.setTopMargin(line)
    elif kind in _KEPT_AS:
        made.setProperty(_KIND, kind.value)
        made.setLeftMargin(line * 1.5)
        made.setRightMargin(line * 1.5 if kind is BlockKind.QUOTE else 0)
    return made


def _look(kind: BlockKind, level: int) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Normal)
    size = 0
    if kind is BlockKind.HEADING:
        look.setFontWeight(QFont.Weight.DemiBold)
        size = 2 if level <= 1 else 1
    elif kind is BlockKind.AS_TYPED:
        look.setFontFixedPitch(True)
    look.setProperty(QTextFormat.Property.FontSizeAdjustment, size)
    return look


def _block(block: QTextBlock) -> Block:
    kind, form = kind_of(block), block.blockFormat()
    level = form.headingLevel()
    listed = block.textList()
    if kind is BlockKind.NUMBER and listed is not None:
        level = listed.format().start() + listed.itemNumber(block)
    return Block(
        kind,
        tuple(_spans(block, plain=kind in (BlockKind.HEADING, BlockKind.AS_TYPED))),
        level,
        bool(form.property(_LOOSE)),
    )


def _spans(block: QTextBlock, *, plain: bool) -> Iterator[Span]:
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        look = fragment.charFormat()
        bold = not plain and look.fontWeight() >= QFont.Weight.DemiBold
        italic = not plain and look.fontItalic()
        reference = reference_of(look)
        if reference is not None:
            for _ in fragment.text():
                yield Span("", bold, italic, reference)
        else:
            text = fragment.text().replace("\u2028", "\n").replace(_OBJECT, "")
            yield Span(text, bold, italic)
        at += 1
