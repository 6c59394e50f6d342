"""What one can do with the pages of a document: actions with keys, and the bar that holds them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QToolBar,
    QToolButton,
    QWidget,
)

from advocate_desktop.ui import icons, tokens
from advocate_desktop.ui.page_view import Fit, PageView

_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0)
_Key = QKeySequence.StandardKey


class PageField(QWidget):
    """The number of the page in sight, to read and to type, “of 12”."""

    page_wanted = Signal(int)
    """Counted from 0."""

    def __init__(self) -> None:
        """Begin with one page."""
        super().__init__()
        self.number = QSpinBox()
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName("Page")
        self.number.valueChanged.connect(lambda page: self.page_wanted.emit(page - 1))
        self.of = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_XS)
        row.addWidget(self.number)
        row.addWidget(self.of)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_page(self, page: int, count: int) -> None:
        """Show where one is, without sending `page_wanted`."""
        blocked = self.number.blockSignals(True)
        self.number.setRange(1, max(1, count))
        self.number.setValue(page + 1)
        self.number.blockSignals(blocked)
        self.of.setText(f"of {count}")
        self.number.setAccessibleDescription(f"of {count} pages")


class ViewerBar(QToolBar):
    """Page, zoom, turn, find: what does not fit goes into the menu at its end."""

    find_wanted = Signal()
    copy_wanted = Signal()
    words_wanted = Signal()
    """The words selected are to be copied."""
    quote_wanted = Signal()
    """The same with the document and the page they are from."""
    text_wanted = Signal(bool)
    turn_wanted = Signal()

    def __init__(self, pages: PageView, parent: QWidget | None = None) -> None:
        """Steer a view of pages."""
        super().__init__("Pages", parent)
        self._pages = pages
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.page_field = PageField()
        self.page_field.page_wanted.connect(pages.go_to)
        self._build_moving()
        self._build_zoom()
        self._build_more()
        pages.page_changed.connect(lambda _: self._show_place())
        pages.zoom_changed.connect(self._show_zoom)
        self._show_zoom(pages.zoom)

    def keys(self) -> list[QAction]:
        """Return the actions, for every widget in which their keys shall work."""
        words = (self.copy_words, self.copy_named, self.select_page)
        more = [action for action in self._more.actions() if action not in words]
        return [self.previous, self.next, self.zoom_out, self.zoom_in, *more]

    def show_document(self, readable: bool) -> None:
        """Offer what can be done with the document in the view."""
        for action in (*self.keys(), *self.actions()):
            action.setEnabled(readable)
        self._show_place()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons as tall as the new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            side = self.fontMetrics().height()
            self.setIconSize(QSize(side, side))

    def _build_moving(self) -> None:
        pages = self._pages
        self.previous = self._action("Previous page", "chevron-left", self._go_back, "Ctrl+PgUp")
        self.next = self._action("Next page", "chevron-right", self._go_on, "Ctrl+PgDown")
        self._add_button(self.previous)
        self.addWidget(self.page_field)
        self._add_button(self.next)
        self.addSeparator()
        self.zoom_out = self._action("Zoom out", "zoom-out", pages.zoom_out, _Key.ZoomOut)
        self.zoom_in = self._action("Zoom in", "zoom-in", pages.zoom_in, _Key.ZoomIn)
        self.zoom_in.setShortcuts([*self.zoom_in.shortcuts(), QKeySequence("Ctrl+=")])

    def _build_zoom(self) -> None:
        self.zoom_menu = QMenu(self)
        self.fit_width = self._action("Fit width", "", self._fit_width, "Ctrl+0")
        self.fit_page = self._action("Fit whole page", "", self._fit_page, "Ctrl+9")
        self.zoom_menu.addActions([self.fit_width, self.fit_page])
        self.zoom_menu.addSeparator()
        for zoom in _ZOOMS:
            shown = self.zoom_menu.addAction(f"{round(zoom * 100)} %")
            shown.triggered.connect(lambda _, zoom=zoom: self._pages.set_zoom(zoom))
        self.zoom_button = QToolButton()
        self.zoom_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom_button.setMenu(self.zoom_menu)
        self.zoom_button.setToolTip("Size of the pages")
        self._add_button(self.zoom_out)
        self.addWidget(self.zoom_button)
        self._add_button(self.zoom_in)
        self.addSeparator()

    def _build_more(self) -> None:
        self.search = self._action("Find", "search", self.find_wanted.emit, _Key.Find)
        self.turn = self._action("Turn pages", "rotate-cw", self.turn_wanted.emit, "Ctrl+R")
        self.copy = self._action("Copy this page’s text", "", self.copy_wanted.emit, "Ctrl+Shift+X")
        self._build_words()
        self.as_text = QAction("Read as text", self)
        self.as_text.setCheckable(True)
        self.as_text.toggled.connect(self.text_wanted)
        self.thumbnails = QAction("Small pictures of the pages (F4)", self)
        self.thumbnails.setCheckable(True)
        self.thumbnails.setShortcut(QKeySequence("F4"))
        self.thumbnails.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._more = QMenu(self)
        self._more.addActions([self.search, self.turn, self.copy, self.as_text, self.thumbnails])
        self._more.addSeparator()
        self._more.addActions([self.copy_words, self.copy_named, self.select_page])
        self._more.addSeparator()
        self._more.addActions([self.fit_width, self.fit_page])
        self._add_button(self.search)
        button = QToolButton()
        button.setText("More")
        button.setToolTip("More for these pages")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._more)
        button.setAccessibleName("More for these pages")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addWidget(button)

    def _build_words(self) -> None:
        select = self._pages.words.select_page
        self.copy_words = self._action("Copy words selected", "", self.words_wanted.emit, _Key.Copy)
        named = self.quote_wanted.emit
        self.copy_named = self._action("Copy with where it is from", "", named, "Ctrl+Alt+C")
        self.select_page = self._action("Select all of this page", "", select, _Key.SelectAll)
        for action in (self.copy_words, self.copy_named, self.select_page):
            # Lists and fields beside the pages have these keys for themselves.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _action(
        self,
        text: str,
        icon: str,
        act: Callable[[], None],
        key: str | QKeySequence.StandardKey,
    ) -> QAction:
        action = QAction(text, self)
        if icon:
            action.setIcon(icons.icon(icon))
        action.setShortcuts(
            [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
        )
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({keys})")
        action.triggered.connect(lambda _: act())
        return action

    def _add_button(self, action: QAction) -> None:
        self.addAction(action)
        button = self.widgetForAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _go_back(self) -> None:
        self._pages.go_to(self._pages.page - 1)

    def _go_on(self) -> None:
        self._pages.go_to(self._pages.page + 1)

    def _fit_width(self) -> None:
        self._pages.set_fit(Fit.WIDTH)

    def _fit_page(self) -> None:
        self._pages.set_fit(Fit.PAGE)

    def _show_place(self) -> None:
        page, count = self._pages.page, self._pages.page_count
        self.page_field.show_page(page, count)
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < count)

    def _show_zoom(self, zoom: float) -> None:
        text = f"{round(zoom * 100)} %"
        self.zoom_button.setText(text)
        self.zoom_button.setAccessibleName(f"Size of the pages: {text}")
