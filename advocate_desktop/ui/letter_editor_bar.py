"""The bar above a letter's text: looks, kinds of paragraphs, references, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from advocate_desktop.domain.letter_blocks import BlockKind
from advocate_desktop.ui import icons
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.letter_text_edit import LetterTextEdit

REFERENCE_KEYS = "Ctrl+Shift+E"
SAVE_KEYS = "Ctrl+S"
KEYS: tuple[tuple[str, str], ...] = (
    (REFERENCE_KEYS, "In a letter: insert a reference to a paper or a call"),
    (SAVE_KEYS, "In a letter: keep a version"),
    ("Ctrl+B, Ctrl+I", "In a letter: bold, italic"),
    ("Ctrl+Shift+H", "In a letter: heading"),
    ("Ctrl+Shift+8, Ctrl+Shift+7", "In a letter: list, numbered list"),
    ("Ctrl+Shift+9", "In a letter: quote"),
)
"""The keys of the editor and what they do, for the help."""
_KINDS = (
    ("Heading", BlockKind.HEADING, 2, "Ctrl+Shift+H"),
    ("• List", BlockKind.BULLET, 0, "Ctrl+Shift+8"),
    ("1. List", BlockKind.NUMBER, 1, "Ctrl+Shift+7"),
    ("“Quote”", BlockKind.QUOTE, 0, "Ctrl+Shift+9"),
)
_SPOKEN = {BlockKind.BULLET: "List", BlockKind.NUMBER: "Numbered list", BlockKind.QUOTE: "Quote"}


class LetterEditorBar(QWidget):
    """Buttons that show what the caret stands in, each with its keys."""

    def __init__(
        self, edit: LetterTextEdit, sheet: QWidget, refer: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName("Looks of the text")
        self._edit = edit
        self._sheet = sheet
        self._flow = FlowLayout()
        self._flow.setSpacing(2)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self.bold = self._add("Bold", "Ctrl+B", edit.set_bold, checkable=True)
        self.italic = self._add("Italic", "Ctrl+I", edit.set_italic, checkable=True)
        self.kinds: dict[BlockKind, QAction] = {}
        for text, kind, level, keys in _KINDS:
            act = partial(self._set_kind, kind, level)
            self.kinds[kind] = self._add(text, keys, act, checkable=True)
            self.kinds[kind].setToolTip(f"{_SPOKEN.get(kind, text)} ({keys})")
        if refer is not None:
            self._add("Reference…", REFERENCE_KEYS, lambda _: refer(), "paperclip")
        self._name_buttons()
        edit.look_changed.connect(self._follow)
        self._follow()

    def _set_kind(self, kind: BlockKind, level: int, _: bool) -> None:
        self._edit.set_kind(kind, level)
        self._edit.setFocus()

    def _add(
        self,
        text: str,
        keys: str,
        act: Callable[[bool], object],
        icon: str = "",
        *,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self._sheet)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(checkable)
        action.setToolTip(f"{text.rstrip('…')} ({keys})")
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(act)
        self._sheet.addAction(action)
        button = QToolButton(autoRaise=True)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style = Qt.ToolButtonStyle
        beside = style.ToolButtonTextBesideIcon if icon else style.ToolButtonTextOnly
        button.setToolButtonStyle(beside)
        self._flow.addWidget(button)
        return action

    def _name_buttons(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(button.defaultAction().toolTip())

    def _follow(self) -> None:
        """Show what the caret stands in."""
        self.bold.setChecked(self._edit.is_bold())
        self.italic.setChecked(self._edit.currentCharFormat().fontItalic())
        kind = self._edit.kind()
        for named, action in self.kinds.items():
            action.setChecked(named is kind)
