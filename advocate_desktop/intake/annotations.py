"""Comments and form fields that bring no picture of themselves, drawn onto their page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop import fonts

_HIDDEN = 2 | 32
"""Flags: hidden, not on the screen."""
_PASSWORD = 1 << 13
_MULTILINE = 1 << 12
_INHERITED_FROM = 32
"""How many parents a field's value is looked for in; a hostile file has a ring of them."""
_FARTHEST = 100_000.0
"""Points: coordinates beyond are nonsense."""
_PADDING = 2.0

Points = list[tuple[float, float]]


def draw_missing(pdf: Pdf) -> None:
    """Draw what viewers would have to make up themselves: highlights, ink, shapes, typed values.

    A form that says its pictures are stale has its text fields drawn anew. Letters outside Latin
    are written in the shipped fonts.
    """
    form = pdf.Root.get(Name.AcroForm)
    stale = isinstance(form, Dictionary) and bool(form.get(Name.NeedAppearances, False))
    for page in pdf.pages:
        to_draw = [mark for mark in _marks(page) if _is_drawn_here(mark, stale)]
        if to_draw:
            _overlay(pdf, page, to_draw)
    if isinstance(form, Dictionary) and stale:
        form[Name.NeedAppearances] = False


def _marks(page: Page) -> Iterator[Dictionary]:
    listed = page.obj.get(Name.Annots)
    for mark in listed if isinstance(listed, Array) else ():
        if isinstance(mark, Dictionary) and not int(mark.get(Name.F, 0)) & _HIDDEN:
            yield mark


def _is_drawn_here(mark: Dictionary, stale: bool) -> bool:
    kind = str(mark.get(Name.Subtype))
    if kind == "/Widget":
        text = bool(_typed(mark))
        return text and (stale or Name.AP not in mark)
    return kind in _DRAWERS and Name.AP not in mark


def _overlay(pdf: Pdf, page: Page, marks: Iterable[Dictionary]) -> None:
    """Draw marks in the page's own coordinates, over what is on it."""
    left, bottom, right, top = _box(page)
    paper = BytesIO()
    fonts.register()
    font: Any = fonts.SANS  # ReportLab's own first font would not be embedded
    size = (max(right - left, 1), max(top - bottom, 1))
    canvas = Canvas(paper, pagesize=size, invariant=1, initialFontName=font)
    canvas.translate(-left, -bottom)
    for mark in marks:
        canvas.saveState()
        _DRAWERS.get(str(mark.Subtype), _draw_text)(canvas, mark)
        canvas.restoreState()
        if Name.AP in mark:
            del mark[Name.AP]
    canvas.showPage()
    canvas.save()
    with Pdf.open(BytesIO(paper.getvalue())) as drawn:
        form = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
    name = page.add_resource(form, Name.XObject, Name("/DrawnMarks"))
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q 1 0 0 1 {left:.4f} {bottom:.4f} cm {name} Do Q".encode())


def _box(page: Page) -> tuple[float, float, float, float]:
    corners = _numbers(page.mediabox)
    if len(corners) != 4:
        return 0.0, 0.0, 612.0, 792.0
    (x1, x2), (y1, y2) = sorted(corners[::2]), sorted(corners[1::2])
    return x1, y1, x2, y2


def _draw_highlight(canvas: Canvas, mark: Dictionary) -> None:
    canvas.setFillColorRGB(*_colour(mark, (1.0, 1.0, 0.0)))
    canvas.setBlendMode("Multiply")
    for x1, y1, x2, y2 in _quads(mark):
        canvas.rect(x1, y1, x2 - x1, y2 - y1, stroke=0, fill=1)


def _draw_underline(canvas: Canvas, mark: Dictionary) -> None:
    _draw_rules(canvas, mark, 0.08)


def _draw_strike(canvas: Canvas, mark: Dictionary) -> None:
    _draw_rules(canvas, mark, 0.45)


def _draw_rules(canvas: Canvas, mark: Dictionary, height: float) -> None:
    _set_pen(canvas, mark)
    for x1, y1, x2, y2 in _quads(mark):
        y = y1 + height * (y2 - y1)
        canvas.line(x1, y, x2, y)


def _draw_ink(canvas: Canvas, mark: Dictionary) -> None:
    _set_pen(canvas, mark)
    strokes = mark.get(Name.InkList)
    for stroke in strokes if isinstance(strokes, Array) else ():
        _draw_path(canvas, _points(stroke))


def _draw_line(canvas: Canvas, mark: Dictionary) -> None:
    _set_pen(canvas, mark)
    _draw_path(canvas, _points(mark.get(Name.L)))


def _draw_vertices(canvas: Canvas, mark: Dictionary) -> None:
    _set_pen(canvas, mark)
    points = _points(mark.get(Name.Vertices))
    _draw_path(canvas, points + points[:1] if str(mark.Subtype) == "/Polygon" else points)


def _draw_square(canvas: Canvas, mark: Dictionary) -> None:
    _set_pen(canvas, mark)
    for x1, y1, x2, y2 in _rectangle(mark):
        canvas.rect(x1, y1, x2 - x1, y2 - y1)


def _draw_circle(canvas: Canvas, mark: Dictionary) -> None:
    _set_pen(canvas, mark)
    for x1, y1, x2, y2 in _rectangle(mark):
        canvas.ellipse(x1, y1, x2, y2)


def _draw_text(canvas: Canvas, mark: Dictionary) -> None:
    """Write a field's value, or a typed remark, into its rectangle."""
    text = _typed(mark)
    for x1, y1, x2, y2 in _rectangle(mark):
        _draw_frame(canvas, mark, (x1, y1, x2 - x1, y2 - y1))
        width, height = x2 - x1 - 2 * _PADDING, y2 - y1
        many = str(mark.get(Name.Subtype)) != "/Widget" or _flags(mark) & _MULTILINE
        size = _size(mark, height, bool(many))
        if many:
            lines = simpleSplit(text, fonts.SANS, size, max(width, size))
            top = y2 - _PADDING - size
        else:
            lines, top = [" ".join(text.split())], (y1 + y2 - 0.7 * size) / 2
            size = _narrowed(lines[0], size, width)
        for number, line in enumerate(lines):
            _write(canvas, line, (x1 + _PADDING, top - 1.2 * size * number), size, width, mark)


def _draw_frame(
    canvas: Canvas, mark: Dictionary, rectangle: tuple[float, float, float, float]
) -> None:
    """Draw a field's background and border, when it has them."""
    look = mark.get(Name.MK)
    fill = _shades(look.get(Name.BG)) if isinstance(look, Dictionary) else None
    edge = _shades(look.get(Name.BC)) if isinstance(look, Dictionary) else None
    canvas.setFillColorRGB(*(fill or (1.0, 1.0, 1.0)))
    canvas.setStrokeColorRGB(*(edge or (0.0, 0.0, 0.0)))
    canvas.rect(*rectangle, stroke=int(edge is not None), fill=int(fill is not None))
    canvas.setFillColorRGB(0, 0, 0)


def _write(
    canvas: Canvas,
    line: str,
    at: tuple[float, float],
    size: float,
    width: float,
    mark: Dictionary,
) -> None:
    pieces = fonts.runs(line)
    spare = width - sum(stringWidth(piece, font, size) for piece, font in pieces)
    x, y = at
    x += max(spare, 0) * {1: 0.5, 2: 1.0}.get(_whole(_inherited(mark, Name.Q)), 0.0)
    for piece, font in pieces:
        canvas.setFont(font, size)
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, font, size)


_DRAWERS: dict[str, Callable[[Canvas, Dictionary], None]] = {
    "/Highlight": _draw_highlight,
    "/Underline": _draw_underline,
    "/Squiggly": _draw_underline,
    "/StrikeOut": _draw_strike,
    "/Ink": _draw_ink,
    "/Line": _draw_line,
    "/Polygon": _draw_vertices,
    "/PolyLine": _draw_vertices,
    "/Square": _draw_square,
    "/Circle": _draw_circle,
    "/FreeText": _draw_text,
}


def _typed(mark: Dictionary) -> str:
    """Return what was typed into a text or choice field, or written as a remark."""
    if str(mark.get(Name.Subtype)) == "/FreeText":
        return _words(mark.get(Name.Contents))
    kind = str(_inherited(mark, Name.FT))
    if kind not in {"/Tx", "/Ch"} or (kind == "/Tx" and _flags(mark) & _PASSWORD):
        return ""
    return _words(_inherited(mark, Name.V))


def _words(value: object) -> str:
    # Names, numbers and streams are no typed text.
    return str(value) if isinstance(value, String) else ""


def _flags(mark: Dictionary) -> int:
    return _whole(_inherited(mark, Name.Ff))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _inherited(mark: Dictionary, key: Name) -> object:
    field: Object | None = mark
    for _ in range(_INHERITED_FROM):
        if not isinstance(field, Dictionary):
            return None
        if key in field:
            return field[key]
        field = field.get(Name.Parent)
    return None


def _size(mark: Dictionary, height: float, many: bool) -> float:
    """Return the size of type that the field asks for, in points; 0 there means what fits."""
    words = str(_inherited(mark, Name.DA) or "").split()
    asked = _number(words[words.index("Tf") - 1]) if "Tf" in words[1:] else None
    fitting = 10.0 if many else min(12.0, 0.7 * height)
    return min(max(asked or fitting, 4.0), 36.0)


def _narrowed(line: str, size: float, width: float) -> float:
    taken = sum(stringWidth(piece, font, size) for piece, font in fonts.runs(line))
    return max(4.0, size * width / taken) if taken > width > 0 else size


def _set_pen(canvas: Canvas, mark: Dictionary) -> None:
    canvas.setStrokeColorRGB(*_colour(mark, (0.0, 0.0, 0.0)))
    style = mark.get(Name.BS)
    width = _number(style.get(Name.W)) if isinstance(style, Dictionary) else None
    canvas.setLineWidth(min(max(1.0 if width is None else width, 0.0), 50.0))


def _colour(mark: Dictionary, default: tuple[float, float, float]) -> tuple[float, float, float]:
    return _shades(mark.get(Name.C)) or default


def _shades(listed: object) -> tuple[float, float, float] | None:
    """Return red, green and blue from an array of one shade of grey, three colours or four inks."""
    shades = [min(max(shade, 0.0), 1.0) for shade in _numbers(listed)]
    if len(shades) == 1:
        return shades[0], shades[0], shades[0]
    if len(shades) == 4:
        shades = [(1 - ink) * (1 - shades[3]) for ink in shades[:3]]
    return (shades[0], shades[1], shades[2]) if len(shades) == 3 else None


def _rectangle(mark: Dictionary) -> Iterator[tuple[float, float, float, float]]:
    yield from _bounds(_points(mark.get(Name.Rect)))


def _quads(mark: Dictionary) -> Iterator[tuple[float, float, float, float]]:
    """Yield the bounds of each marked piece of a line; programs order its corners differently."""
    points = _points(mark.get(Name.QuadPoints))
    for at in range(0, len(points) - 3, 4):
        yield from _bounds(points[at : at + 4])


def _bounds(points: Points) -> Iterator[tuple[float, float, float, float]]:
    if points:
        across, up = [x for x, _ in points], [y for _, y in points]
        yield min(across), min(up), max(across), max(up)


def _draw_path(canvas: Canvas, points: Points) -> None:
    if len(points) > 1:
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)


def _points(listed: object) -> Points:
    numbers = _numbers(listed)
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _numbers(listed: object) -> list[float]:
    """Return the numbers of an array; none when one of them is no number or out of reach."""
    if not isinstance(listed, Array):
        return []
    numbers = [_number(item) for item in listed]
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(numbers) else []


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _FARTHEST else None
