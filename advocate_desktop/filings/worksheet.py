"""Worksheets in the order of the DMHC's forms, to copy from: never passed off as the forms."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table, TableStyle

from advocate_desktop.domain.worksheets import Box, Field, Section
from advocate_desktop.filings import style, tags

COMPLAINT_TITLE = "Worksheet for DMHC form 20-224 (Rev 09/25)"
COMPLAINT_WARNING = (
    "WORKSHEET: not the official form. Copy these answers into the DMHC's Independent Medical "
    "Review Application/Complaint Form, DMHC 20-224 (Rev 09/25), and sign that form."
)
ASSISTANT_TITLE = "Worksheet for DMHC form 20-160 (Rev 01/20)"
ASSISTANT_WARNING = (
    "WORKSHEET: not the official form. Copy these answers into the DMHC's Authorized Assistant "
    "Form, DMHC 20-160 (Rev 01/20), and sign that form."
)

_NUMBER, _LABEL = 28.0, 215.0
_ANSWER = style.TEXT_WIDTH - _NUMBER - _LABEL
_BOX = 8.5


def worksheet_story(title: str, warning: str, sections: Sequence[Section]) -> list[Flowable]:
    """Return a worksheet; what the record does not answer stays blank and is listed at the end."""
    story: list[Flowable] = [style.heading(title, 0), _framed(warning)]
    for section in sections:
        story.append(style.heading(section.title, 2))
        if section.note:
            story.append(style.paragraph(section.note, style.CELL))
        if section.fields:
            rows = [_row(field) for field in section.fields]
            story.append(style.table(rows, (_NUMBER, _LABEL, _ANSWER), above=1.5))
    story.extend(_left_open(sections))
    return story


def _row(field: Field) -> tuple[str | Flowable, ...]:
    answer = _boxes(field.boxes) if field.boxes else field.answer
    return (field.number, field.label, answer)


def _word_width(box: Box) -> float:
    width: float = stringWidth(box.label, style.CELL.fontName, style.CELL.fontSize)
    return max(width + 8, 40)


def _boxes(boxes: Sequence[Box]) -> Table:
    """Draw boxes with their words, three in a row at most."""
    cells = [(_TickBox(box.ticked), style.paragraph(box.label, style.CELL)) for box in boxes]
    wide = len(boxes) > 3
    rows = [[pair[0], pair[1]] for pair in cells] if wide else [[x for p in cells for x in p]]
    widths = [16, _ANSWER - 24] if wide else [w for box in boxes for w in (16, _word_width(box))]
    return Table(
        rows,
        colWidths=widths,
        hAlign="LEFT",
        splitByRow=0,  # the boxes of a field stay together
        renderCB=tags.table_tags(0),
        style=TableStyle(
            [
                # Even a table's empty cells name a font, and the default one is not embedded.
                ("FONTNAME", (0, 0), (-1, -1), style.SANS),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        ),
    )


class _TickBox(Flowable):
    """A square to tick, drawn because no font we ship has one."""

    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked
        self.width, self.height = _BOX + 2, _BOX + 3

    def draw(self) -> None:
        """Draw the square, crossed when it is ticked."""
        said = "ticked" if self.ticked else "not ticked"
        with tags.marked(self.canv, tags.Place("Figure", said=said)):
            self._draw()

    def _draw(self) -> None:
        self.canv.setLineWidth(0.8)
        self.canv.rect(0.5, 0.5, _BOX, _BOX)
        if self.ticked:
            self.canv.setLineWidth(1.4)
            self.canv.line(0.5, 0.5, 0.5 + _BOX, 0.5 + _BOX)
            self.canv.line(0.5, 0.5 + _BOX, 0.5 + _BOX, 0.5)


def _framed(warning: str) -> Table:
    said = style.paragraph(warning, style.CELL_HEAD)
    return style.table([[said]], (style.TEXT_WIDTH,), grid="box", inset=8, above=5)


def _left_open(sections: Sequence[Section]) -> list[Flowable]:
    missing = [f for s in sections for f in s.fields if f.needed and f.is_open]
    if not missing:
        return []
    said = "; ".join(f"{field.number} {field.label}" for field in missing)
    return [
        style.heading("Left open", 2),
        style.paragraph(f"The record does not answer: {said}.", style.CELL),
    ]
