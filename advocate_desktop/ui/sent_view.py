"""What was sent, to be read as it went out; nothing of it can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from shiboken6 import isValid

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services.paper_pages import PaperPages, sent_pages
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, sent_words, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.paper_view import PaperView
from advocate_desktop.ui.sheet import Sheet

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
        self.item = item
        when = f"{words.moment(item.sent_at)} to {item.recipient}"
        self.about = cards.Words(f"{when}. {sent_words.way(item)}. {item.note}".strip())
        self.mark = cards.note(_CHECKING)
        self.pages = PaperView(bridge.tasks)
        self.pages.setAccessibleName(f"Pages of {item.title} as sent")
        self.pages.setMinimumHeight(self.fontMetrics().lineSpacing() * 12)
        self.body.addWidget(self.about)
        self.body.addWidget(self.mark)
        self.body.addWidget(self.pages, 1)
        self.fill()
        self.cancel_button.setText("Close")
        self.setFocusProxy(self.pages)
        bridge.tasks.start(
            "Opening what was sent",
            lambda _: sent_pages(workspace, item),
            self._take_pages,
            self._take_failure,
        )

    def _take_pages(self, paper: PaperPages) -> None:
        if not isValid(self):
            return
        self.mark.setText(f"{_VERIFIED} {self.item.content_hash}")
        self.pages.show_paper(paper)

    def _take_failure(self, error: AdvocateError) -> None:
        if isValid(self):
            self.mark.setText("")
            self.pages.hide()
            self.say(str(error))
