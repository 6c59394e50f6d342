"""Puts a page of an exhibit on US Letter, upright, with room for its stamp."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from advocate_desktop.filings.stamps import BAND, BASELINE, REACH, SIDE, SIZE
from advocate_desktop.filings.style import PAGE_HEIGHT, PAGE_WIDTH
from advocate_desktop.filings.tag_tree import OPENING

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

Matrix = tuple[float, float, float, float, float, float]

_NEARLY = 2.0
"""Points by which a page may differ from Letter and still be taken as it is."""
_LARGEST = 1_000_000.0
_END = b"\nEMC\n"
_WINDOW = 12
"""Of bytes, as a power of two; what is written here for a page is shorter."""
_LETTER_BOX: Box = (0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page as it lies on its sheet."""

    width: float
    """Of the sheet, in points, as the next."""
    height: float
    matrix: Matrix
    """From the page's own coordinates to the sheet's."""
    box: Box
    """What of the page is shown, in its own coordinates."""
    stamp_at_top: bool
    shown: Matrix
    """From the page as its own file shows it, upright, to the sheet's."""


def packed(out: Pdf, *content: bytes) -> Stream:
    """Return a short content for a page, packed in a small window.

    pikepdf packs what is not packed yet when it writes a file, each stream by a new packer of full
    size, which takes ten times as long to set up.
    """
    packer = zlib.compressobj(wbits=_WINDOW, memLevel=4)
    data = packer.compress(b"".join(content)) + packer.flush()
    return Stream(out, data, Filter=Name.FlateDecode)


def stamp_regions(width: float, height: float) -> tuple[Box, ...]:
    """Return where a stamp could stand on a page as it is shown: at the foot, then at the head.

    Only for a page of Letter size; any other is fitted so that there is room.
    """
    sheet = _sheet(width, height)
    if not _is_letter(width, height, sheet):
        return ()
    left, right = width - SIDE - REACH, width - SIDE + 4
    foot = (left, BASELINE - 4, right, BASELINE + SIZE + 2)
    head = (left, height - BASELINE - 4, right, height - BASELINE + SIZE + 2)
    return (foot, head)


def place(page: Page, blank: Sequence[bool], turn: int = 0) -> Placed:
    """Return where a page goes; `blank` says of each of its stamp regions whether it is free.

    With `turn` it is turned further than it says itself, by so many degrees clockwise.

    With a free region a page of Letter size is left as it is. Any other is made smaller, or moved,
    so that the strip at the foot of the sheet is free.
    """
    if turn:
        blank = ()  # what is known of its regions is about the page as it was
    return _laid(_shown_box(page), _turn(page), _unit(page), tuple(blank), turn)


@lru_cache(maxsize=256)  # the pages of a paper are mostly alike
def _laid(box: Box, own: int, unit: float, blank: tuple[bool, ...], turn: int) -> Placed:
    turn = (own + turn) % 360
    upright = _upright(box, turn)
    across, up = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    width, height = (up, across) if turn in (90, 270) else (across, up)
    sheet = _sheet(width, height)
    if _is_letter(width, height, sheet) and any(blank):
        scale = unit
        left, bottom = (sheet[0] - width) / 2, (sheet[1] - height) / 2
        at_top = not blank[0]
    else:
        room = sheet[1] - BAND
        fit = min(1.0, sheet[0] / width, room / height)
        scale = unit * fit
        left, bottom = (sheet[0] - width * fit) / 2, BAND + (room - height * fit) / 2
        at_top = False
    a, b, c, d, e, f = (scale * number for number in upright)
    placed: Matrix = (a, b, c, d, e + left, f + bottom)
    as_shown = _times(_inverse(tuple(unit * n for n in _upright(box, own))), placed)
    return Placed(*sheet, placed, box, at_top, as_shown)


def shown_size(page: Page) -> tuple[float, float]:
    """Return the width and height in points of a page as its own file shows it."""
    box, unit = _shown_box(page), _unit(page)
    across, up = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    return (up, across) if _turn(page) in (90, 270) else (across, up)


def put_on_sheet(
    out: Pdf, page: Page, placed: Placed, stamp: tuple[bytes, Object], read: Page | None = None
) -> Page:
    """Return a page of another PDF as a page of `out`, as it is placed, its content under one tag.

    `stamp` is what draws its stamp, and the fonts for it. `read` is a page with the unseen words
    that were read off it.
    """
    strokes, fonts = stamp
    shown = _empty_form(out) if _is_empty(page) else out.copy_foreign(_as_form(page))
    shown.BBox = Array([round(number, 4) for number in placed.box])
    layers = Dictionary(ExhibitPage=shown)
    drawing = f"q {_written(placed.matrix)} cm /ExhibitPage Do Q\n"
    if read is not None:
        layers.ReadText = out.copy_foreign(read.as_form_xobject(handle_transformations=False))
        drawing += f"q {_written(placed.shown)} cm /ReadText Do Q\n"
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, placed.width, placed.height]),
        Resources=Dictionary(XObject=layers, Font=fonts),
        Contents=packed(out, f"{OPENING}{drawing}EMC\n/Artifact BMC\n".encode(), strokes, _END),
    )
    return Page(out.make_indirect(sheet))


def _is_empty(page: Page) -> bool:
    """Whether a page has nothing on it: packed, an empty stream is an error to Ghostscript."""
    contents = page.obj.get(Name.Contents)
    if isinstance(contents, Stream):
        return not contents.get(Name.Length)
    pieces = list(contents) if isinstance(contents, Array) else []
    return not any(isinstance(piece, Stream) and piece.get(Name.Length) for piece in pieces)


def _empty_form(out: Pdf) -> Object:
    return out.make_indirect(Stream(out, b"\n", Type=Name.XObject, Subtype=Name.Form))


def _as_form(page: Page) -> Object:
    """Return a page's content as a form of its own PDF, which is changed for it.

    What is one stream is taken as it lies in the file: pikepdf would unpack it, and pack it anew. A
    stream that serves several pages is taken so once, since each form has resources of its own.
    """
    contents = page.obj.get(Name.Contents)
    if not isinstance(contents, Stream) or not contents.is_indirect or Name.Subtype in contents:
        return page.as_form_xobject(handle_transformations=False)
    contents.Type, contents.Subtype = Name.XObject, Name.Form
    contents.Resources = page.resources
    if Name.Group in page.obj:
        contents.Group = page.obj.Group
    return contents


def _written(matrix: Matrix) -> str:
    return " ".join(f"{number:.5f}" for number in matrix)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Return what two mappings come to, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _inverse(matrix: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = matrix
    whole = a * d - b * c  # never 0: a turn by quarters times a size
    return (
        d / whole,
        -b / whole,
        -c / whole,
        a / whole,
        (c * f - d * e) / whole,
        (b * e - a * f) / whole,
    )


def _sheet(width: float, height: float) -> tuple[float, float]:
    return (PAGE_HEIGHT, PAGE_WIDTH) if width > height else (PAGE_WIDTH, PAGE_HEIGHT)


def _is_letter(width: float, height: float, sheet: tuple[float, float]) -> bool:
    return abs(width - sheet[0]) <= _NEARLY and abs(height - sheet[1]) <= _NEARLY


def _upright(box: Box, turn: int) -> Matrix:
    """Return what turns a page upright and puts its lower left corner at the origin."""
    left, bottom, right, top = box
    turned: dict[int, Matrix] = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    return turned[turn]


def _shown_box(page: Page) -> Box:
    """Return the crop box within the media box; Letter size when the file gives nonsense."""
    media = _numbers(page.mediabox) or _LETTER_BOX
    if page.cropbox == page.mediabox:
        return media
    crop = _numbers(page.cropbox) or media
    both = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    left, bottom, right, top = both
    return (left, bottom, right, top) if right - left >= 1 and top - bottom >= 1 else media


def _numbers(listed: Object) -> Box | None:
    """Return a box with its corners in order, or None when it is empty or no box."""
    try:
        x1, y1, x2, y2 = map(float, listed)
    except (TypeError, ValueError):
        return None
    box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    if not all(math.isfinite(number) and abs(number) < _LARGEST for number in box):
        return None
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _turn(page: Page) -> int:
    rotate = page.obj.get(Name.Rotate) or _inherited(page, Name.Rotate)
    return round(rotate / 90) * 90 % 360 if isinstance(rotate, int) else 0


def _inherited(page: Page, key: Name) -> object:
    parent, hops = page.obj.get(Name.Parent), 0
    while isinstance(parent, Dictionary) and hops < 32:
        if key in parent:
            return parent[key]
        parent, hops = parent.get(Name.Parent), hops + 1
    return None


def _unit(page: Page) -> float:
    """Return the size of the page's unit, 1 where the file gives none."""
    if Name.UserUnit not in page.obj:
        return 1.0
    try:
        unit = float(str(page.obj.UserUnit))
    except ValueError:
        return 1.0
    return unit if 0.01 <= unit <= 1000 else 1.0
