"""The pages of a letter while it is being written: set anew as one types, and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.moments import day_of
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import PageImage
from advocate_desktop.services.drafts import OpenDraft, open_draft
from advocate_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LetterPages:
    """A draft as it stands, and the PDF it makes."""

    draft: OpenDraft
    pdf: bytes
    name: str
    """The PDF's own: equal PDFs have equal names."""
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each page in points."""


def set_letter(workspace: Workspace, draft_id: DraftId, text: str) -> LetterPages:
    """Return the pages of a draft with the text that is being typed; raise as `open_draft`."""
    from advocate_desktop.filings.letter import render_letter  # ReportLab is slow to import

    day = day_of(workspace.now())
    now = open_draft(workspace, draft_id, text=text, made_on=day)
    pdf = render_letter(now.content, day)
    name = sha256(pdf).hexdigest()
    return LetterPages(now, pdf, name, isolated.showing.page_sizes(name, pdf))


def page_image(pages: LetterPages, page: int, scale: float) -> PageImage:
    """Return a page's pixels, the first page being 0, at `scale` pixels a point."""
    return isolated.showing.page_image(pages.name, pages.pdf, page, scale)
