"""The text of a letter to edit: headings, bold, lists, quotes, and references as plates."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QTextEdit

from advocate_desktop.domain.letter_blocks import LISTS, Block, BlockKind, Span
from advocate_desktop.domain.references import Reference
from advocate_desktop.services import letter_text
from advocate_desktop.ui import letter_text_document as document_of
from advocate_desktop.ui import tokens
from advocate_desktop.ui.field_undo import FieldUndo
from advocate_desktop.ui.letter_text_chip import Chip
from advocate_desktop.ui.letter_text_margin import Origin, TextMargin

OWN_KIND = "application/x-advocate-letter"
"""What is copied within the editor: Markdown, with references."""
_BLANK = re.compile(r"\[[^\[\]\n\u2028]{1,80}\]")
LONGEST = 200_000
"""Characters of a letter."""


class LetterTextEdit(QTextEdit):
    """Edits blocks; what is pasted from elsewhere comes as plain words."""

    typed = Signal()
    """The text was changed by its writer."""
    look_changed = Signal()
    """Another look, or another kind of paragraph, is under the caret."""

    def __init__(self, said: Callable[[Reference], str | None]) -> None:
        super().__init__()
        self.setAccessibleName("The letter’s text")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        FieldUndo(self)
        self.document().setDocumentMargin(tokens.SPACE_M)
        self._chip = Chip(said, self)
        self.document().documentLayout().registerHandler(document_of.CHIP, self._chip)
        self.margin = TextMargin(self)
        self._showing = False
        self.textChanged.connect(self._note)
        self.cursorPositionChanged.connect(self.look_changed)
        self.currentCharFormatChanged.connect(lambda _: self.look_changed.emit())
        self._place_margin()

    def show_blocks(self, blocks: Sequence[Block], *, undoable: bool = False) -> None:
        """Show a text; `undoable` keeps what stood there one step of undo away."""
        self._showing = True
        place = self.textCursor().position() if undoable else 0
        document = self.document()
        document.setUndoRedoEnabled(undoable or document.isUndoRedoEnabled())
        if not undoable:
            document.setUndoRedoEnabled(False)
        document_of.show_blocks(document, blocks)
        document.setUndoRedoEnabled(True)
        cursor = self.textCursor()
        cursor.setPosition(min(place, document.characterCount() - 1))
        self.setTextCursor(cursor)
        self._showing = False
        self._mark_blanks()

    def blocks(self) -> tuple[Block, ...]:
        """Return the text."""
        return document_of.blocks_of(self.document())

    def refresh_references(self) -> None:
        """Show the references with their present words."""
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def insert_reference(self, reference: Reference) -> None:
        """Insert a reference at the caret, set apart by a space from the word before."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        before = cursor.block().text()[: cursor.positionInBlock()][-1:]
        if before and not before.isspace() and before not in '([“"':
            document_of.insert_span(cursor, Span(" "))
        document_of.insert_span(cursor, Span("", reference=reference))
        plain = QTextCharFormat()
        cursor.setCharFormat(plain)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insert_markdown(self, markdown: str) -> None:
        """Insert a piece of Markdown at the caret."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        blocks = letter_text.blocks_of(markdown)
        if len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH:
            for span in blocks[0].spans:
                document_of.insert_span(cursor, span)
        else:
            document_of.insert_blocks(cursor, blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def kind(self) -> BlockKind:
        """Return what the caret's paragraph is."""
        return document_of.kind_of(self.textCursor().block())

    def set_kind(self, kind: BlockKind, level: int = 0) -> None:
        """Make the paragraphs chosen another kind; asked for the kind they are, plain ones."""
        wanted = BlockKind.PARAGRAPH if kind is self.kind() else kind
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for number, block in enumerate(self._chosen_blocks()):
            at = QTextCursor(block)
            above = block.previous()
            joins = number > 0 or (above.isValid() and document_of.kind_of(above) is wanted)
            document_of.set_kind(at, wanted, level, joins=joins)
        cursor.endEditBlock()
        self.look_changed.emit()

    def is_bold(self) -> bool:
        """Return whether what is typed next is bold."""
        return self.currentCharFormat().fontWeight() >= QFont.Weight.DemiBold

    def set_bold(self, wanted: bool) -> None:
        """Make what is chosen, or typed next, bold or not."""
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if wanted else QFont.Weight.Normal)
        self.mergeCurrentCharFormat(look)

    def set_italic(self, wanted: bool) -> None:
        """Make what is chosen, or typed next, italic or not."""
        look = QTextCharFormat()
        look.setFontItalic(wanted)
        self.mergeCurrentCharFormat(look)

    def show_origins(self, origins: Sequence[Origin]) -> None:
        """Show in the margin where each block comes from."""
        self.margin.show_origins(origins)

    def find_words(self, words: str) -> bool:
        """Choose the first place with these words, or with how they begin; return whether found."""
        for wanted in (words, words[:60], words[:25]):
            for block in document_of.text_blocks(self.document()):
                flat = re.sub(r"\s", " ", block.text())
                at = flat.find(wanted) if wanted else -1
                if at >= 0:
                    self._choose(block, at, at + len(wanted))
                    return True
        return False

    def find_reference(self, wanted: Collection[Reference]) -> None:
        """Choose the first of these references in the text."""
        for block in document_of.text_blocks(self.document()):
            for place, letter in enumerate(block.text()):
                if letter != "\ufffc":
                    continue
                cursor = QTextCursor(self.document())
                cursor.setPosition(block.position() + place + 1)
                if document_of.reference_of(cursor.charFormat()) in wanted:
                    self._choose(block, place, place + 1)
                    return

    def put_caret_before_stop(self) -> None:
        """Put the caret at the end of what is chosen, before the stop that ends its sentence."""
        cursor = self.textCursor()
        end, chosen = cursor.selectionEnd(), cursor.selectedText()
        cursor.setPosition(end - (len(chosen) - len(chosen.rstrip(".!?…"))))
        self.setTextCursor(cursor)

    def origin(self) -> Origin:
        """Return where the caret's paragraph comes from."""
        number, origins = self.textCursor().blockNumber(), self.margin.origins
        return origins[number] if number < len(origins) else Origin.NONE

    def reference_at_caret(self) -> Reference | None:
        """Return the reference beside the caret, or None."""
        place, last = self.textCursor().position(), self.document().characterCount() - 1
        for at in (place, min(place + 1, last)):
            cursor = QTextCursor(self.document())
            cursor.setPosition(at)
            found = document_of.reference_of(cursor.charFormat())
            if found:
                return found
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as plain words for elsewhere, and with references for this editor."""
        chosen = QTextDocumentFragment(self.textCursor())
        held = QTextDocument()
        held.setDefaultFont(self.document().defaultFont())
        QTextCursor(held).insertFragment(chosen)
        blocks = document_of.blocks_of(held)
        made = QMimeData()
        made.setData(OWN_KIND, letter_text.markdown_of(blocks).encode())
        made.setText("\n".join(self._in_words(block) for block in blocks))
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words, and nothing else."""
        return source.hasText() or source.hasFormat(OWN_KIND)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste a piece of a letter as it was, anything else as plain words."""
        if source.hasFormat(OWN_KIND):
            markdown = bytes(source.data(OWN_KIND).data()).decode("utf-8", "replace")
            self.insert_markdown(markdown[:LONGEST])
        elif source.hasText():
            text = source.text()[:LONGEST].replace("\r\n", "\n").replace("\0", "")
            self.textCursor().insertText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Backspace to what one expects in headings and lists."""
        enter = event.matches(QKeySequence.StandardKey.InsertParagraphSeparator)
        back = event.key() == Qt.Key.Key_Backspace and not self.textCursor().hasSelection()
        done = not self.isReadOnly() and ((enter and self._end()) or (back and self._unmake()))
        if not done:
            super().keyPressEvent(event)

    def _end(self) -> bool:
        """End what the caret stands in, where Enter means that; return whether it did."""
        cursor, kind = self.textCursor(), self.kind()
        if kind is BlockKind.AS_TYPED:
            cursor.insertText("\u2028")
        elif kind in (*LISTS, BlockKind.QUOTE) and not cursor.block().text():
            self.set_kind(BlockKind.PARAGRAPH)
        elif kind is BlockKind.HEADING and cursor.atBlockEnd():
            cursor.beginEditBlock()
            cursor.insertBlock()
            document_of.set_kind(cursor, BlockKind.PARAGRAPH)
            cursor.endEditBlock()
            self.setTextCursor(cursor)
        else:
            return False
        return True

    def _unmake(self) -> bool:
        """Make a paragraph of an item whose beginning the caret is at; return whether it did."""
        if self.kind() is BlockKind.PARAGRAPH or not self.textCursor().atBlockStart():
            return False
        self.set_kind(BlockKind.PARAGRAPH)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin beside the text."""
        super().resizeEvent(event)
        self._place_margin()

    def changeEvent(self, event: QEvent) -> None:
        """Take the user's font and colours when they change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._place_margin()
            self._mark_blanks()

    def _place_margin(self) -> None:
        if not hasattr(self, "margin"):  # Qt tells of the font while the widget is being made
            return
        width = 0 if self.margin.isHidden() else self.margin.sizeHint().width()
        self.setViewportMargins(width, 0, 0, 0)
        frame = self.contentsRect()
        self.margin.setGeometry(frame.left(), frame.top(), width, frame.height())

    def _note(self) -> None:
        if not self._showing:
            self._mark_blanks()
            self.typed.emit()

    def _mark_blanks(self) -> None:
        """Draw attention to facts that are missing: a ground, a dotted line, and the brackets."""
        look = QTextCharFormat()
        found = tokens.tones(self.palette())
        look.setBackground(found.yours_ground)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(self.palette().color(QPalette.ColorRole.Text))
        marks = []
        for block in document_of.text_blocks(self.document()):
            for blank in _BLANK.finditer(block.text()):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(block)
                mark.format = look
                begin = block.position() + blank.start()
                mark.cursor.setPosition(begin)
                keep = QTextCursor.MoveMode.KeepAnchor
                mark.cursor.setPosition(block.position() + blank.end(), keep)
                marks.append(mark)
        self.setExtraSelections(marks)

    def _chosen_blocks(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        chosen = []
        while block.isValid() and block.blockNumber() <= last:
            chosen.append(block)
            block = block.next()
        return chosen

    def _choose(self, block: QTextBlock, begin: int, end: int) -> None:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + begin)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_words(self, block: Block) -> str:
        return "".join(
            (self._chip.said(span.reference) or "") if span.reference else span.text
            for span in block.spans
        )
