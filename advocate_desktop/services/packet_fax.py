"""The fax edition of a packet, drawn from its PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.packets import TO_PLAN
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import FaxPage
from advocate_desktop.services.progress import Progress

if TYPE_CHECKING:
    from advocate_desktop.filings.packet import PacketContent


def fax_of(
    content: PacketContent, letter: LetterContent, data: bytes, pages: int, progress: Progress
) -> bytes:
    """Return the fax edition of a packet's PDF, behind a cover sheet; raise `Cancelled`."""
    from advocate_desktop.filings import fax  # ReportLab is slow to import
    from advocate_desktop.filings.packet import properties_of

    to_plan = content.plan.kind in TO_PLAN
    cover = fax.FaxCover(
        addressee=letter.addressee,
        number=content.record.coverage.grievance_fax if to_plan else "",
        sender=letter.sender,
        date=letter.date,
        subject=letter.subject[0][1] if letter.subject else "",
        pages=pages + 1,
    )

    def drawn() -> Iterator[FaxPage]:
        for pdf in (fax.cover_sheet(cover), data):
            yield from _fax_pages(pdf, progress)

    return fax.fax_edition(drawn(), properties_of(content))


def _fax_pages(pdf: bytes, progress: Progress) -> Iterator[FaxPage]:
    name = hashlib.sha256(pdf).hexdigest()
    for page in range(len(isolated.reading.page_sizes(name, pdf))):
        yield isolated.reading.fax_page(name, pdf, page, progress.check)
