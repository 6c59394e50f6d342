"""A paper held in memory, to be looked at page by page or printed: what was sent, or just made."""

from __future__ import annotations

from hashlib import sha256

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import PageImage
from advocate_desktop.services import document_pages, drafts, sent
from advocate_desktop.services.workspace import Workspace

_PDF = "application/pdf"


class PaperPages:
    """The pages of one PDF; reading them takes time, so make and use it in a task."""

    def __init__(self, pdf: bytes, turn: int = 0) -> None:
        """Take a PDF, shown turned by so many degrees clockwise; raise `NoRendition` for none."""
        self._name = sha256(pdf).hexdigest()
        self._pdf = pdf
        self.turn = turn
        self.sizes = isolated.showing.page_sizes(self._name, pdf)
        """Width and height of each page in points, as its file has it."""

    def image(self, page: int, scale: float) -> PageImage:
        """Return a page's pixels, the first page being 0, at `scale` pixels a point."""
        return isolated.showing.page_image(self._name, self._pdf, page, scale)


def sent_pages(workspace: Workspace, item: SentItem) -> PaperPages:
    """Return the pages of what was sent, its bytes compared with their hash before.

    Raises `NotFound`, `CasebookDamaged` when they are not those that were sent, and `NoRendition`
    for a file that has no pages.
    """
    data = sent.data_of(workspace, item.id)
    if item.media_type != _PDF:
        data = isolated.showing.rendition(data, item.media_type)
    return PaperPages(data)


def letter_pages(workspace: Workspace, draft_id: DraftId) -> PaperPages:
    """Return the pages of a draft as it is kept; raise `NotFound` when it is gone."""
    return PaperPages(drafts.render(workspace, draft_id))


def document_paper(workspace: Workspace, document_id: DocumentId) -> PaperPages:
    """Return the pages of a document as it is turned; raise as `document_pages.rendition`."""
    turn = document_pages.kept_turn(workspace, document_id)
    return PaperPages(document_pages.rendition(workspace, document_id), turn)
