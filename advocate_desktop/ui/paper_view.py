"""Shows the pages of a paper held in memory; each is drawn in the background when it is seen."""

from __future__ import annotations

from PySide6.QtGui import QImage
from shiboken6 import isValid

from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.ui.page_view import PageView
from advocate_desktop.ui.tasks import Task, Tasks


class PaperView(PageView):
    """A view of pages that draws itself once it has a paper."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._paper: PaperPages | None = None
        self._task: Task | None = None
        self.looked_elsewhere.connect(self._draw)

    def show_paper(self, paper: PaperPages) -> None:
        """Show a paper from its first page."""
        self._paper = paper
        self.show_pages(paper.sizes, paper.turn // 90)
        self._draw()

    def _draw(self) -> None:
        """Have the next page in sight drawn, one at a time."""
        busy = self._task is not None and self._task in self._tasks.running
        wanted = self.wanted()
        if self._paper is None or busy or wanted is None:
            return
        paper, (page, scale) = self._paper, wanted
        self._task = self._tasks.start(
            "",
            lambda _: drawn(paper, page, scale),
            lambda image: self._take_page(page, scale, image),
            lambda _: self._take_page(page, scale, None),
        )

    def _take_page(self, page: int, scale: float, image: QImage | None) -> None:
        if not isValid(self):
            return
        self._task = None
        if image is None:
            self.put_failure(page)
        else:
            self.put_page(page, scale, image)
        self._draw()


def drawn(paper: PaperPages, page: int, scale: float) -> QImage:
    """Return a page as a picture, the first page being 0, at `scale` pixels a point."""
    held = paper.image(page, scale)
    picture = QImage(held.pixels, held.width, held.height, held.stride, QImage.Format.Format_RGB888)
    return picture.copy()  # the picture above only borrows the bytes
