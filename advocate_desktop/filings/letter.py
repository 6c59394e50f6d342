"""Sets a letter on US Letter, its address behind the window of a #10 envelope.

Places are measured from the top left corner of the page. The sheet, folded in three, may slide in
the envelope by half an inch; four lines from 2.5 inches, or five from 2.3, stay in the window.
Nothing else is printed between 0.5 and 4.5 inches across and 2.0 and 3.4 inches down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from advocate_desktop.domain.letters import MOST_ADDRESS_LINES, LetterContent
from advocate_desktop.filings import markdown, pdf, style, tags
from advocate_desktop.filings.release import render_release
from advocate_desktop.filings.style import MARGINS, PAGE_HEIGHT, PAGE_WIDTH, Margins

SENDER_TOP = 0.5 * inch
_SENDER_LEADING = 11.0
_MOST_SENDER_LINES = 5
_DATE_BASELINE = 1.58 * inch
_DELIVERY_BASELINE = 1.82 * inch
ADDRESS_WIDTH = 3.25 * inch
_ADDRESS_LEADING = 12.0
_ADDRESS_SIZES = (10.5, 9.5, 8.5)
_SIGNATURE_SPACE = 0.65 * inch

_BOTTOM = 0.75 * inch
_FIRST = Margins(top=3.45 * inch, bottom=_BOTTOM)
_LATER = Margins(top=1.1 * inch, bottom=_BOTTOM)

_BANNER = ParagraphStyle("Banner", style.HEADING_1, spaceBefore=0, spaceAfter=6)
_VALUE = ParagraphStyle("Value", style.BODY_TIGHT, fontSize=10.5, leading=13.5)
_LABEL = ParagraphStyle("Label", _VALUE, fontName=style.SERIF_BOLD)
_LIST = ParagraphStyle("Enclosures", style.BODY_TIGHT, fontSize=10.5, leading=13)
_LIST_HEAD = ParagraphStyle("EnclosuresHead", _LIST, fontName=style.SERIF_BOLD, keepWithNext=1)
_SHORT_LIST = 12
"""Lines of a list of enclosures that stays on one page with the signature."""
_SHORT_PARAGRAPH = 8 * style.BODY.leading


def render_letter(letter: LetterContent, made_on: date, *, numbered: bool = True) -> bytes:
    """Return a letter as a PDF; `made_on` is the date of the file and not printed.

    Its pages are `numbered` unless it goes into a packet, whose own numbers they bear.
    """
    if letter.own_page:
        return render_release(letter, made_on)
    properties = pdf.Properties(letter.title, made_on, letter.language)
    fixed = furniture(letter, numbered=numbered)
    return pdf.typeset(story(letter), properties, furniture=fixed, first=_FIRST, later=_LATER)


def story(letter: LetterContent) -> list[Flowable]:
    """Return what runs through the pages: from the Re: block to the copies."""
    text = markdown.flowables(letter.body)
    return [
        *_subject(letter),
        style.paragraph(letter.salutation),
        *text[:-1],
        *_end(letter, text[-1:]),
    ]


def furniture(letter: LetterContent, *, numbered: bool = True) -> pdf.Furniture:
    """Return what stands at fixed places: sender, date and address, then the later pages' heads."""

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        number = letter.page_of.format(page=page, pages=pages) if numbered else ""
        if page == 1:
            _draw_head(canvas, letter)
        with tags.furniture(canvas):
            if page == 1:
                _draw_right(canvas, PAGE_HEIGHT - 0.5 * inch, number)
            else:
                _draw_continuation(canvas, [*letter.continuation, number])

    return draw


def _draw_head(canvas: Canvas, letter: LetterContent) -> None:
    """Draw what stands above the text of the first page."""
    # Drawn after the text, it is read before it.
    structure = getattr(canvas, "structure", tags.Structure())
    text, structure.root.kids = structure.root.kids, []
    _draw_sender(canvas, letter.sender)
    _draw_line(canvas, _DATE_BASELINE, letter.date, 11, style.SERIF)
    if letter.delivery:
        _draw_line(canvas, _DELIVERY_BASELINE, letter.delivery, 9.5, style.SERIF_BOLD)
    _draw_address(canvas, letter.addressee)
    structure.root.kids += text


def address_lines(lines: Sequence[str], size: float = _ADDRESS_SIZES[0]) -> list[str]:
    """Return an address as it is printed: lines too wide for the window go on in the next."""
    style.register()
    printed: list[str] = []
    for line in lines:
        printed += _broken(" ".join(line.split()), size)
    return printed


def address_fits(lines: Sequence[str]) -> bool:
    """Whether an address is shown whole in the window, at the smallest size if need be."""
    return len(address_lines(lines, _ADDRESS_SIZES[-1])) <= MOST_ADDRESS_LINES


def _broken(line: str, size: float) -> list[str]:
    if style.text_width(line, size, style.SERIF) <= ADDRESS_WIDTH:
        return [line]
    pieces: list[str] = simpleSplit(line, style.SERIF, size, ADDRESS_WIDTH)
    return [style.fitted(piece, ADDRESS_WIDTH, size, style.SERIF) for piece in pieces]


def _draw_sender(canvas: Canvas, lines: Sequence[str]) -> None:
    first, rest = list(lines[: _MOST_SENDER_LINES - 1]), lines[_MOST_SENDER_LINES - 1 :]
    # More lines than the place has are joined, so that none is lost or runs into the date.
    for number, line in enumerate([*first, " · ".join(rest)] if rest else first):
        size, font = (11.0, style.SERIF_BOLD) if number == 0 else (9.0, style.SERIF)
        baseline = SENDER_TOP + 10.5 + number * _SENDER_LEADING
        _draw_line(canvas, baseline, line, size, font)


def _draw_address(canvas: Canvas, lines: Sequence[str]) -> None:
    printed, size = address_lines(lines), _ADDRESS_SIZES[0]
    for size in _ADDRESS_SIZES:
        printed = address_lines(lines, size)
        if len(printed) <= MOST_ADDRESS_LINES:
            break
    printed = printed[:MOST_ADDRESS_LINES]
    top = (2.3 if len(printed) == MOST_ADDRESS_LINES else 2.5) * inch
    for number, line in enumerate(printed):
        _draw_line(canvas, top + 9.5 + number * _ADDRESS_LEADING, line, size, style.SERIF)


def _draw_line(canvas: Canvas, baseline: float, text: str, size: float, font: str) -> None:
    shown = style.fitted(text, style.TEXT_WIDTH, size, font)
    with tags.marked(canvas, tags.Place("P")):
        style.draw_text(canvas, MARGINS.left, PAGE_HEIGHT - baseline, shown, size=size, font=font)


def _draw_right(canvas: Canvas, baseline: float, text: str) -> None:
    y = PAGE_HEIGHT - baseline
    style.draw_text(canvas, PAGE_WIDTH - MARGINS.right, y, text, size=9, align="right")


def _draw_continuation(canvas: Canvas, parts: Sequence[str]) -> None:
    *named, number = parts
    room = style.TEXT_WIDTH - style.text_width(number, 9) - 12
    who = style.fitted(" · ".join(part for part in named if part), room, 9)
    y = PAGE_HEIGHT - 0.7 * inch
    style.draw_text(canvas, MARGINS.left, y, who, size=9)
    _draw_right(canvas, 0.7 * inch, number)
    canvas.setStrokeColor(style.RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGINS.left, y - 6, PAGE_WIDTH - MARGINS.right, y - 6)


def _subject(letter: LetterContent) -> list[Flowable]:
    if not letter.subject:
        return []
    rows = [
        [style.paragraph(label, _LABEL), style.paragraph(value, _VALUE if number else _LABEL)]
        for number, (label, value) in enumerate(letter.subject)
    ]
    labels = [
        style.text_width(label, _LABEL.fontSize, _LABEL.fontName) for label, _ in letter.subject
    ]
    label_width = min(max(labels) + 14, style.TEXT_WIDTH / 2)
    widths = [label_width, style.TEXT_WIDTH - label_width]
    made = style.table(rows, widths, grid="none", inset=0, above=0)
    banner = [style.paragraph(letter.banner, _BANNER)] if letter.banner else []
    return [*banner, made, Spacer(0, 6)]


def _end(letter: LetterContent, last: list[Flowable]) -> list[Flowable]:
    """Keep closing, signature and short lists with the last paragraph, if that is short."""
    name, *role = letter.signature or ("",)
    kept: list[Flowable] = [
        Spacer(0, 4),
        style.paragraph(letter.closing, style.BODY_TIGHT),
        Spacer(0, _SIGNATURE_SPACE),
        style.paragraph(name, style.BODY_TIGHT),
        *[style.paragraph(line, _LIST) for line in role],
        Spacer(0, 8),
    ]
    lists = [*_list(letter.enclosures), *_list(letter.copies)][:-1]
    if len(letter.enclosures) <= _SHORT_LIST:
        kept, lists = [*kept, *lists], []
    height = sum(f.wrap(style.TEXT_WIDTH, PAGE_HEIGHT)[1] for f in last)
    if last and isinstance(last[0], Paragraph) and height <= _SHORT_PARAGRAPH:
        return [KeepTogether([*last, *kept]), *lists]
    return [*last, KeepTogether(kept), *lists]


def _list(lines: Sequence[str]) -> list[Flowable]:
    if not lines:
        return []
    head = style.paragraph(lines[0], _LIST_HEAD)
    return [head, *[style.paragraph(line, _LIST) for line in lines[1:]], Spacer(0, 8)]
