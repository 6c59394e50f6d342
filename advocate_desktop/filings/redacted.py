"""A PDF of which parts are taken out: marked pages become pictures, nothing lies below a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.domain.redaction import Mark

_BLOCK = 16
"""Pixels to which boxes are widened: a JPEG's squares never hold both a box and what is beside."""
_QUALITY = 88
_SMALLER = 0.7
"""Share of a word's height that its invisible twin takes, so that it reaches into no box."""
_APART = 1.0
"""Points by which a word must keep away from a box to stay."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as it was drawn, and what is known to stand on it."""

    size: tuple[float, float]
    """Width and height in points as it is shown."""
    width: int
    height: int
    stride: int
    pixels: bytes
    """Red, green and blue, `stride` bytes a row."""
    words: Sequence[PageWord]
    marks: Sequence[Mark]


def redacted_pdf(pdf: bytes, drawn: Mapping[int, DrawnPage]) -> bytes:
    """Return a PDF with the drawn pages (from 0) as pictures, their marks black, the others kept.

    `pdf` is a clean rendition. Words that no mark touches lie invisibly over the pictures, so that
    they can still be searched; a word that also stands in a mark is left out everywhere on its
    page. The same in gives the same bytes out.
    """
    out_bytes = BytesIO()
    with Pdf.open(BytesIO(pdf)) as source, Pdf.new() as out:
        if len(drawn) < len(source.pages) and "/OCProperties" in source.Root:
            layers = source.Root.OCProperties
            held = layers if layers.is_indirect else source.make_indirect(layers)
            out.Root.OCProperties = out.copy_foreign(held)
        for number in range(len(source.pages)):
            if number in drawn:
                _add_picture(out, drawn[number])
            else:
                out.pages.append(source.pages[number])
        # A page may share its resources with one whose content is to go.
        out.remove_unreferenced_resources()
        out.save(out_bytes, deterministic_id=True)
    return out_bytes.getvalue()


def _add_picture(out: Pdf, page: DrawnPage) -> None:
    width, height = page.size
    image = pikepdf.Stream(out, _painted(page))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = page.width, page.height
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.Filter = Name.DCTDecode
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    resources = Dictionary(XObject=Dictionary(P=image), Font=Dictionary(F=font))
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q\n".encode() + _invisible(page)
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=resources,
        Contents=out.make_stream(content),
    )
    out.pages.append(pikepdf.Page(out.make_indirect(made)))


def _painted(page: DrawnPage) -> bytes:
    """Return the picture as JPEG; every box covers whole squares, so none keeps a trace."""
    image = Image.frombuffer(
        "RGB", (page.width, page.height), page.pixels, "raw", "RGB", page.stride, 1
    ).copy()
    across, down = page.width / page.size[0], page.height / page.size[1]
    for mark in page.marks:
        left = int(mark.left * across) // _BLOCK * _BLOCK
        top = int(mark.top * down) // _BLOCK * _BLOCK
        right = -(-int(mark.right * across + 1) // _BLOCK) * _BLOCK
        bottom = -(-int(mark.bottom * down + 1) // _BLOCK) * _BLOCK
        image.paste((0, 0, 0), (left, top, min(right, page.width), min(bottom, page.height)))
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _invisible(page: DrawnPage) -> bytes:
    """Return the words that may still be found, as text that draws nothing."""
    touched = {w.text.casefold() for w in page.words if any(m.touches(w) for m in page.marks)}
    near = [
        replace(
            m,
            left=m.left - _APART,
            top=m.top - _APART,
            right=m.right + _APART,
            bottom=m.bottom + _APART,
        )
        for m in page.marks
    ]
    rows = [b"BT 3 Tr"]
    for word in page.words:
        text = word.text.encode("cp1252", "ignore")
        if word.text.casefold() in touched or not text or any(m.touches(word) for m in near):
            continue
        size = max(_SMALLER * (word.bottom - word.top), 1.0)
        stretch = 95 * (word.right - word.left) / (size * _width(word.text))
        low = page.size[1] - word.bottom + 0.35 * size
        place = f"/F {size:.2f} Tf {max(1.0, min(stretch, 300)):.1f} Tz"
        rows.append(f"{place} 1 0 0 1 {word.left:.2f} {low:.2f} Tm <{text.hex()}> Tj".encode())
    return b"\n".join([*rows, b"ET\n"]) if len(rows) > 1 else b""


def _width(text: str) -> float:
    """Return how wide a word is set in Helvetica, in sizes of its type."""
    known = "".join(letter for letter in text if letter.encode("cp1252", "ignore"))
    return max(float(stringWidth(known, "Helvetica", 1)), 0.1)
