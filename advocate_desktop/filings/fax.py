"""The fax edition of a packet: a cover sheet and every page in black and white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from reportlab.platypus import Flowable, Spacer

from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.style import PAGE_HEIGHT, PAGE_WIDTH

_CONFIDENTIAL = (
    "CONFIDENTIAL. These pages hold health information and are meant only for the addressee named "
    "above. If they reached you by mistake, please call the sender, show and give them to nobody, "
    "and destroy them."
)
_LABEL_WIDTH = 110.0
_VALUE = style.BODY.clone("FaxValue", fontSize=13, leading=18)
_LABEL = style.BODY.clone("FaxLabel", fontName=style.SERIF_BOLD, fontSize=13, leading=18)
_NOTE = style.BODY.clone("FaxNote", fontSize=13, leading=18)


class CodedPage(Protocol):
    """A page in the code of fax machines (ITU-T T.6)."""

    @property
    def width(self) -> int:
        """Dots across."""

    @property
    def height(self) -> int:
        """Rows of dots."""

    @property
    def code(self) -> bytes:
        """The code."""


@dataclass(frozen=True, slots=True)
class FaxCover:
    """What the sheet in front says."""

    addressee: Sequence[str]
    number: str
    """Of the fax it goes to; empty when it is not known."""
    sender: Sequence[str]
    date: str
    subject: str
    pages: int
    """With the sheet itself."""


def cover_sheet(cover: FaxCover) -> bytes:
    """Return the sheet in front as a PDF of one page, in type large enough for a poor line."""
    rows = [
        ("To", "\n".join(cover.addressee)),
        ("Fax", cover.number),
        ("From", "\n".join(cover.sender)),
        ("Date", cover.date),
        ("About", cover.subject),
        ("Pages", f"{cover.pages}, with this sheet"),
    ]
    story: list[Flowable] = [
        style.heading("FAX", 0),
        style.table(
            [
                (style.paragraph(label, _LABEL), style.paragraph(value, _VALUE))
                for label, value in rows
                if value
            ],
            (_LABEL_WIDTH, style.TEXT_WIDTH - _LABEL_WIDTH),
        ),
        Spacer(0, 24),
        style.paragraph(_CONFIDENTIAL, _NOTE),
        style.paragraph(
            "If a page is missing or cannot be read, please tell the sender its packet page, which "
            "stands at its foot.",
            _NOTE,
        ),
    ]
    return pdf.draft(story).data


def fax_edition(pages: Iterable[CodedPage], properties: pdf.Properties) -> bytes:
    """Return a PDF of pages in fax code, each on US Letter; equal input gives equal bytes."""
    with Pdf.new() as out:
        for page in pages:
            out.pages.append(Page(out.make_indirect(_sheet(out, page))))
        # The cover sheet has a label of its own, so that the others keep their packet pages.
        cover, rest = Dictionary(P="Fax cover"), Dictionary(S=Name.D)
        out.Root.PageLabels = Dictionary(Nums=Array([0, cover, 1, rest]))
        title = f"{properties.title}, fax edition"
        return pdf.finish(out, pdf.Properties(title, properties.made_on, properties.language))


def _sheet(out: Pdf, page: CodedPage) -> Dictionary:
    image = Stream(out, page.code)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = page.width, page.height
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
    image.Filter = Name.CCITTFaxDecode
    image.DecodeParms = Dictionary(K=-1, Columns=page.width, Rows=page.height)
    drawing = f"q {PAGE_WIDTH} 0 0 {PAGE_HEIGHT} 0 0 cm /Fax Do Q".encode()
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, PAGE_WIDTH, PAGE_HEIGHT]),
        Resources=Dictionary(XObject=Dictionary(Fax=image)),
        Contents=Stream(out, drawing),
    )
