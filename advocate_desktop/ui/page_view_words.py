"""The words on the pages of a view: selecting them by mouse and keys, and marking those sought."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.ui import tokens
from advocate_desktop.ui.page_text import PageText
from advocate_desktop.ui.page_view_stack import Rect

if TYPE_CHECKING:
    from advocate_desktop.ui.page_view import PageView

_MOST_PAGES = 60
"""Pages whose words are held."""
_SCROLL_PAUSE = 40
"""Milliseconds between steps while the mouse is held outside the view."""

Place = tuple[int, int]
"""A page and a word on it, both from 0."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words, over pages too; both ends are in."""

    first: Place
    last: Place

    @property
    def pages(self) -> range:
        """The pages it is on."""
        return range(self.first[0], self.last[0] + 1)

    def on(self, page: int, count: int) -> tuple[int, int]:
        """Return its first and last word on a page of so many words."""
        first = self.first[1] if page == self.first[0] else 0
        last = self.last[1] if page == self.last[0] else count - 1
        return first, last


class PageViewWords(QObject):
    """Holds the words of the pages looked at last, what is selected, and what is sought."""

    selection_changed = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._texts: OrderedDict[int, PageText] = OrderedDict()
        self._anchor: tuple[Place, Place] | None = None
        """What was selected when selecting began: a word, or all of a line."""
        self._caret: Place | None = None
        self._sought = ""
        self._hit: tuple[int, int] | None = None
        self._to_show = False
        self._pressed = False
        self._since_double = QTimer(self, singleShot=True)
        self._outside = QTimer(self, interval=_SCROLL_PAUSE)
        self._outside.timeout.connect(self._follow_mouse)
        self._mouse = QPointF()

    @property
    def span(self) -> Span | None:
        """What is selected."""
        if self._anchor is None or self._caret is None:
            return None
        return Span(min(self._anchor[0], self._caret), max(self._anchor[1], self._caret))

    def forget(self) -> None:
        """Drop all, for another document."""
        self._texts.clear()
        self._sought, self._hit = "", None
        self.clear()

    def wanted(self, in_sight: range) -> int | None:
        """Return a page in sight whose words are not here yet."""
        return next((page for page in in_sight if page not in self._texts), None)

    def put(self, page: int, words: Sequence[PageWord]) -> None:
        """Take the words of a page."""
        self._texts[page] = PageText(tuple(words))
        self._texts.move_to_end(page)
        while len(self._texts) > _MOST_PAGES:
            self._texts.popitem(last=False)
        self._view.viewport().update()

    def seek(self, words: str, page: int | None = None, number: int = 0) -> None:
        """Mark these words wherever they stand, one place, counted on its page, as the one at."""
        self._sought = words
        self._hit = None if page is None else (page, number)
        self._to_show = page is not None
        self._view.viewport().update()

    def show_hit(self) -> None:
        """Scroll to the place at hand, once, as soon as its page's words are here."""
        text = self._texts.get(self._hit[0]) if self._hit and self._to_show else None
        places = text.places(self._sought) if text else ()
        if self._hit is not None and places:
            self._to_show = False
            place = places[min(self._hit[1], len(places) - 1)][0]
            self._view.bring_into_sight(self._hit[0], place)

    def clear(self) -> None:
        """Select nothing."""
        self._select(None, None)

    def select_page(self) -> None:
        """Select all words of the page one is on."""
        page = self._view.page
        text = self._texts.get(page)
        if text and text.words:
            self._select(((page, 0), (page, 0)), (page, len(text.words) - 1))

    def press(self, event: QMouseEvent) -> bool:
        """Begin selecting at a word; whether the press was one for words."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        triple = self._since_double.isActive()
        place = self._near(event.position())
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if place is None:
            self.clear()
        elif extends and self._anchor:
            self._select(self._anchor, place)
        elif triple:
            line = self._texts[place[0]].line(place[1])
            self._select(((place[0], line[0]), (place[0], line[-1])), (place[0], line[-1]))
        else:
            self.clear()
            # A click alone selects nothing; what it hit begins what is dragged or extended.
            self._anchor = (place, place)
        self._pressed = place is not None and not triple
        return True

    def double(self, event: QMouseEvent) -> None:
        """Select the word under the mouse; a further click selects its line."""
        place = self._at(event.position())
        if place is not None:
            self._select((place, place), place)
            self._since_double.start(QApplication.doubleClickInterval())

    def move(self, event: QMouseEvent) -> None:
        """Select as far as the mouse is dragged, and show where words can be selected."""
        self._mouse = event.position()
        if self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            self._take_mouse()
            inside = self._view.viewport().rect().contains(self._mouse.toPoint())
            if inside:
                self._outside.stop()
            elif not self._outside.isActive():
                self._outside.start()
        else:
            over = self._at(self._mouse) is not None
            shape = Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)

    def release(self) -> None:
        """End selecting."""
        self._pressed = False
        self._outside.stop()

    def key(self, event: QKeyEvent) -> bool:
        """Extend what is selected by Shift and arrows, drop it by Escape; whether it did."""
        if event.key() == Qt.Key.Key_Escape and self.span:
            self.clear()
            return True
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return False
        self._extend(*step)
        return True

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw the marks of a page over it."""
        text = self._texts.get(page)
        if text is None:
            return
        painter.save()
        for number, place in enumerate(text.places(self._sought) if self._sought else ()):
            self._paint_place(painter, page, place, self._hit == (page, number))
        span = self.span
        if span and page in span.pages and text.words:
            ground = QColor(self._view.palette().color(QPalette.ColorRole.Highlight))
            ground.setAlphaF(0.35)
            for rect in text.rects(*span.on(page, len(text.words))):
                painter.fillRect(self._view.rect_on_view(page, rect), ground)
        painter.restore()

    def _paint_place(
        self,
        painter: QPainter,
        page: int,
        place: Sequence[Rect],
        at_hand: bool,
    ) -> None:
        mark = tokens.HIT
        ground = QColor(mark)
        ground.setAlphaF(0.45 if at_hand else 0.2)
        painter.setPen(QPen(mark, 3.0 if at_hand else 1.0))
        painter.setBrush(ground)
        for rect in place:
            painter.drawRect(self._view.rect_on_view(page, rect).adjusted(-2, -1, 2, 1))

    def _extend(self, words: int, lines: int) -> None:
        if self._anchor is None:
            self._begin_in_sight()
            return
        page, number = self._caret or self._anchor[0]
        text = self._texts.get(page)
        if text is None or not text.words:
            return
        wanted = text.below(number, lines) if lines else number + words
        leaves = not 0 <= wanted < len(text.words) or wanted == number
        following = page + (1 if words + lines > 0 else -1)
        if leaves and following in self._texts and self._texts[following].words:
            last = len(self._texts[following].words) - 1
            page, wanted = following, 0 if following > page else last
        place = (page, max(0, min(wanted, len(self._texts[page].words) - 1)))
        self._select(self._anchor, place)
        rect = self._texts[place[0]].rects(place[1], place[1])[0]
        self._view.bring_into_sight(place[0], rect)

    def _begin_in_sight(self) -> None:
        """Select the first word in sight."""
        corner = self._view.viewport().rect()
        for page in self._view.in_sight:
            text = self._texts.get(page)
            for number, _ in enumerate(text.words if text else ()):
                rect = text.rects(number, number)[0] if text else (0.0, 0.0, 0.0, 0.0)
                if corner.contains(self._view.rect_on_view(page, rect).toRect()):
                    self._select(((page, number), (page, number)), (page, number))
                    return

    def _select(self, anchor: tuple[Place, Place] | None, caret: Place | None) -> None:
        before = self.span
        self._anchor, self._caret = anchor, caret
        if self.span != before:
            self._view.viewport().update()
            self.selection_changed.emit()

    def _take_mouse(self) -> None:
        place = self._near(self._mouse)
        if place is not None and self._anchor is not None:
            self._select(self._anchor, place)

    def _follow_mouse(self) -> None:
        """Scroll towards the mouse that is held above or below the view."""
        tall, bar = self._view.viewport().height(), self._view.verticalScrollBar()
        out = self._mouse.y() - tall if self._mouse.y() > tall else min(0.0, self._mouse.y())
        bar.setValue(bar.value() + round(out))
        self._take_mouse()

    def _at(self, point: QPointF) -> Place | None:
        page, x, y = self._view.point_on_page(point)
        text = self._texts.get(page)
        number = text.at(x, y) if text else None
        return None if number is None else (page, number)

    def _near(self, point: QPointF) -> Place | None:
        page, x, y = self._view.point_on_page(point)
        text = self._texts.get(page)
        number = text.nearest(x, y) if text else None
        return None if number is None else (page, number)
