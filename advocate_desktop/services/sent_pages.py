"""What was sent, as its pages show it: the frozen bytes, verified before the first is drawn."""

from __future__ import annotations

from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import PageImage
from advocate_desktop.services import sent
from advocate_desktop.services.workspace import Workspace

_PDF = "application/pdf"


class SentPages:
    """The pages of one sent item; reading them takes time, so make and use it in a task."""

    def __init__(self, workspace: Workspace, item: SentItem) -> None:
        """Read the bytes and compare them with their hash.

        Raises `NotFound`, `CasebookDamaged` when they are not those that were sent, and
        `NoRendition` for a file that has no pages.
        """
        data = sent.data_of(workspace, item.id)
        self._name = item.content_hash
        is_pdf = item.media_type == _PDF
        self._pdf = data if is_pdf else isolated.showing.rendition(data, item.media_type)
        self.sizes = isolated.showing.page_sizes(self._name, self._pdf)

    def image(self, page: int, scale: float) -> PageImage:
        """Return a page's pixels, the first page being 0, at `scale` pixels a point."""
        return isolated.showing.page_image(self._name, self._pdf, page, scale)
