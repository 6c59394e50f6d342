"""The fax edition of a packet, drawn from its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services.progress import Progress

if TYPE_CHECKING:
    from advocate_desktop.filings.packet import PacketContent
    from advocate_desktop.intake.fax_pages import FaxPage


def fax_of(
    content: PacketContent, letter: LetterContent, data: bytes, pages: int, progress: Progress
) -> bytes:
    """Return the fax edition of a packet's PDF, behind a cover sheet; raise `Cancelled`."""
    from advocate_desktop.filings import fax  # ReportLab is slow to import
    from advocate_desktop.filings.packet import properties_of
    from advocate_desktop.intake.fax_pages import fax_pages

    to_plan = content.plan.kind is PacketKind.PLAN
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
            for page in fax_pages(pdf):
                progress.check()
                yield page

    return fax.fax_edition(drawn(), properties_of(content))
