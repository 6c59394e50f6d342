"""Makes packets of fictional papers for the tests, and reads them back with other programs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.moments import PACIFIC, parse_moment
from advocate_desktop.domain.packets import Exhibit, PacketKind, PacketPlan, plan_packet
from advocate_desktop.domain.people import Address, Client, ClientId
from advocate_desktop.filings.assemble import BoundExhibit
from advocate_desktop.filings.assemble_pages import stamp_regions
from advocate_desktop.filings.letter import render_letter
from advocate_desktop.filings.packet import PacketContent, write_packet
from advocate_desktop.filings.packet_layout import Layout
from advocate_desktop.intake.margins import blank_regions
from advocate_desktop.services.rules import rule_book

MADE_ON = date(2026, 3, 2)
LETTER = (612.0, 792.0)


def paper(
    words: Sequence[str], size: tuple[float, float] = LETTER, turn: int = 0, y: float | None = None
) -> bytes:
    """Return a PDF with a page for each text, written at height `y` or near the top."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for text in words:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(40, size[1] - 100 if y is None else y, text)
        canvas.setPageRotation(turn)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def document(name: str, kind: str = "medical_record", pages: int = 1, title: str = "") -> Document:
    return Document(
        DocumentId(name), f"{name}.pdf", DocumentKind(kind), title, date(2026, 1, 4), pages=pages
    )


def record(documents: Sequence[Document], name: tuple[str, str] = ("Ana", "Example")) -> CaseRecord:
    first = documents[0].id if documents else None
    return CaseRecord(
        client=Client(
            ClientId("client"),
            *name,
            date_of_birth=date(1980, 2, 3),
            address=Address("1 Sample Street", "Sample City", "CA", "90000"),
        ),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan", member_id="000012345"),
        case=Case(
            CaseId("case"),
            "MRI denied",
            denial_reason=DenialReason.NOT_MEDICALLY_NECESSARY,
            description="The plan denied an MRI of the knee.",
            desired_resolution="Approve the MRI.",
            diagnosis="Knee pain",
            treatment="MRI of the knee",
        ),
        events=(
            Event(EventId("d"), EventKind.DENIAL_RECEIVED, date(2026, 1, 5), document=first),
            Event(
                EventId("g"),
                EventKind.GRIEVANCE_FILED,
                parse_moment("2026-01-12T10:00-08:00"),
                method=Method.FAX,
            ),
        ),
        communications=(
            Communication(
                CommunicationId("c"),
                parse_moment("2026-01-20T10:15-08:00"),
                Channel.PHONE,
                Direction.OUT,
                "Ms. Sample",
                "Sample Health Plan",
                "REF-77",
                "Asked when the answer will come.",
            ),
        ),
        documents=tuple(documents),
    )


COVER = LetterContent(
    title="Cover letter",
    language="en-US",
    sender=("Ana Example",),
    date="March 2, 2026",
    delivery="",
    addressee=("Help Center",),
    banner="",
    subject=(("Re:", "Application"),),
    salutation="To the Help Center:",
    body="Please review this.",
    closing="Sincerely,",
    signature=("Ana Example",),
    enclosures=(),
    copies=(),
    continuation=("Help Center",),
)


def cover() -> bytes:
    return render_letter(COVER, MADE_ON)


def packet(
    papers: Sequence[tuple[Document, bytes]],
    kind: PacketKind = PacketKind.IMR,
    case: CaseRecord | None = None,
) -> tuple[bytes, Layout]:
    """Return a packet of documents with their PDFs."""
    made, plan = content([document for document, _ in papers], kind, case)
    pdfs = {document.id: data for document, data in papers}
    exhibits = [bound(e, pdfs[e.document.id]) for e in plan.exhibits]
    return write_packet(made, exhibits, lambda done, total, text: None)


def content(
    documents: Sequence[Document],
    kind: PacketKind = PacketKind.IMR,
    case: CaseRecord | None = None,
) -> tuple[PacketContent, PacketPlan]:
    """Return all that a packet of documents is made of but their pages, and its plan."""
    made = case or record(documents)
    plan = plan_packet(made, kind, MADE_ON)
    as_of = datetime(2026, 3, 2, 12, tzinfo=PACIFIC)
    deadlines = derive(made, rule_book(), as_of)
    return PacketContent(made, plan, deadlines, cover(), MADE_ON), plan


def bound(exhibit: Exhibit, data: bytes) -> BoundExhibit:
    return BoundExhibit(exhibit, data, blank_regions(data, stamp_regions))


def texts(data: bytes) -> list[str]:
    """Return the text of each page as Poppler reads it."""
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.decode().split("\f")[:-1]


def words_with_places(data: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """Return the words of a page, from 1, with left, top, right, bottom in points from top left."""
    ran = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"],
        input=data,
        capture_output=True,
    )
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [
        (word, float(a), float(b), float(c), float(d))
        for a, b, c, d, word in re.findall(pattern, ran.stdout.decode())
    ]


def links(data: bytes) -> list[tuple[int, int]]:
    """Return the links within a packet as (page they stand on, page they lead to), from 1."""
    found = []
    with Pdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for page in pdf.pages:
            for mark in page.obj.get("/Annots", []):
                assert "/A" not in mark, "a link still has an action"
                found.append((numbers[page.obj.objgen], numbers[mark.Dest[0].objgen]))
    return found
