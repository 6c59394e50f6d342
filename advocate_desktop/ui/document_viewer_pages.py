"""Pages of a document as the viewer needs them: drawn, and their words as they are copied."""

from __future__ import annotations

from PySide6.QtGui import QImage

from advocate_desktop.domain.documents import Document
from advocate_desktop.services import documents
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.page_text import PageText
from advocate_desktop.ui.page_view_words import Span


def said(workspace: Workspace, document: Document, span: Span, progress: Progress) -> str:
    """Return the words selected, a line each, also those of pages not looked at."""
    parts = []
    for page in span.pages:
        progress.check()
        text = PageText(documents.page_words(workspace, document.id, page))
        if text.words:
            parts.append(text.said(*span.on(page, len(text.words))))
    return "\n".join(parts)


def quoted(said: str, document: Document, span: Span) -> str:
    """Return words with the document and the pages they are from."""
    first, last = span.first[0] + 1, span.last[0] + 1
    pages = f"page {first}" if first == last else f"pages {first}–{last}"
    return f"“{' '.join(said.split())}” ({document.name}, {pages})"


def rendered(
    workspace: Workspace, document: Document, page: int, scale: float, progress: Progress
) -> QImage:
    """Return a page's pixels; a picture may be made on any thread."""
    progress.check()
    drawn = documents.page_image(workspace, document.id, page, scale)
    held = QImage(
        drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888
    )
    # The picture above only borrows the bytes; the copy owns its own.
    return held.copy()
