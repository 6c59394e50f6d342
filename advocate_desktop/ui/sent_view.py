"""What was sent, to be read as it went out; nothing of it can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services.sent_pages import SentPages
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, sent_words, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.page_view import PageView
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.tasks import Task

_CHECKING = "The file is being compared with its fingerprint."
_VERIFIED = "These are the very bytes that were sent: their fingerprint (SHA-256) is"


class SentView(Sheet):
    """Pages of the frozen bytes, with the hash that they were compared with."""

    export_wanted = Signal(object)
    """The `SentItem` to write to a file."""

    def __init__(self, workspace: Workspace, bridge: Bridge, item: SentItem) -> None:
        super().__init__(
            f"As sent: {item.title}", "Save a copy…", lambda: self.export_wanted.emit(item)
        )
        self._bridge = bridge
        self._pages: SentPages | None = None
        self._task: Task | None = None
        self.item = item
        when = f"{words.moment(item.sent_at)} to {item.recipient}"
        self.about = cards.Words(f"{when}. {sent_words.way(item)}. {item.note}".strip())
        self.mark = cards.note(_CHECKING)
        self.pages = PageView()
        self.pages.setAccessibleName(f"Pages of {item.title} as sent")
        self.pages.setMinimumHeight(self.fontMetrics().lineSpacing() * 12)
        self.body.addWidget(self.about)
        self.body.addWidget(self.mark)
        self.body.addWidget(self.pages, 1)
        self.fill()
        self.cancel_button.setText("Close")
        self.pages.looked_elsewhere.connect(self._draw)
        self.setFocusProxy(self.pages)
        bridge.tasks.start(
            "Opening what was sent",
            lambda _: SentPages(workspace, item),
            self._take_pages,
            self._take_failure,
        )

    def _take_pages(self, pages: SentPages) -> None:
        if not isValid(self):
            return
        self._pages = pages
        self.mark.setText(f"{_VERIFIED} {self.item.content_hash}")
        self.pages.show_pages(pages.sizes)
        self._draw()

    def _take_failure(self, error: AdvocateError) -> None:
        if isValid(self):
            self.mark.setText("")
            self.pages.hide()
            self.say(str(error))

    def _draw(self) -> None:
        """Have the next page in sight drawn, one at a time."""
        busy = self._task is not None and self._task in self._bridge.tasks.running
        wanted = self.pages.wanted()
        if self._pages is None or busy or wanted is None:
            return
        source, (page, scale) = self._pages, wanted
        self._task = self._bridge.tasks.start(
            "",
            lambda _: _image(source, page, scale),
            lambda image: self._take_page(page, scale, image),
            lambda _: self._take_page(page, scale, None),
        )

    def _take_page(self, page: int, scale: float, image: QImage | None) -> None:
        if not isValid(self):
            return
        self._task = None
        if image is None:
            self.pages.put_failure(page)
        else:
            self.pages.put_page(page, scale, image)
        self._draw()


def _image(pages: SentPages, page: int, scale: float) -> QImage:
    drawn = pages.image(page, scale)
    held = QImage(
        drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888
    )
    return held.copy()  # the picture above only borrows the bytes
