"""Pictures put onto pages of US Letter, a page each, upright and as large as they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream

_PAGE_WIDTH, _PAGE_HEIGHT = 612.0, 792.0
_MARGIN = 36.0
_LARGEST_PIXEL = 0.72
"""Points: a small picture is not blown up beyond 100 pixels an inch."""
_COLOURS = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}

_UPRIGHT = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""By EXIF orientation: the matrix that puts the stored unit square upright into the unit square."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's encoded pixels as a PDF can hold them, and how they are to be shown."""

    width: int
    height: int
    """Stored pixels, before it is turned."""
    data: bytes = field(repr=False)
    components: int = 3
    """1 grey, 3 red-green-blue, 4 CMYK."""
    bits: int = 8
    is_jpeg: bool = False
    """JPEG data; else PNG's: deflated rows, each with its predictor."""
    inverted: bool = False
    orientation: int = 1
    """EXIF's number, 1 to 8."""
    aspect: float = 1.0
    """Width of a stored pixel by its height; a fax has pixels that are not square."""


def pages_of(pictures: Iterable[Picture]) -> bytes:
    """Return a PDF with a picture a page; the same pictures give the same bytes."""
    out = BytesIO()
    with Pdf.new() as pdf:
        for picture in pictures:
            page = pdf.add_blank_page(page_size=(_PAGE_WIDTH, _PAGE_HEIGHT))
            page.obj.Resources = Dictionary(XObject=Dictionary(Im0=_image(pdf, picture)))
            page.obj.Contents = Stream(pdf, _drawing(picture))
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _image(pdf: Pdf, picture: Picture) -> Stream:
    image = Stream(pdf, picture.data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.width, picture.height
    image.ColorSpace = _COLOURS[picture.components]
    image.BitsPerComponent = picture.bits
    if picture.inverted:
        image.Decode = Array([1, 0] * picture.components)
    if picture.is_jpeg:
        image.Filter = Name.DCTDecode
        return image
    image.Filter = Name.FlateDecode
    image.DecodeParms = Dictionary(
        Predictor=15,
        Colors=picture.components,
        BitsPerComponent=picture.bits,
        Columns=picture.width,
    )
    return image


def _drawing(picture: Picture) -> bytes:
    """Return the page content that draws the picture upright in the middle of the page."""
    width, height = picture.width * picture.aspect, float(picture.height)
    if picture.orientation >= 5:
        width, height = height, width
    scale = min(
        (_PAGE_WIDTH - 2 * _MARGIN) / width, (_PAGE_HEIGHT - 2 * _MARGIN) / height, _LARGEST_PIXEL
    )
    width, height = width * scale, height * scale
    left, bottom = (_PAGE_WIDTH - width) / 2, (_PAGE_HEIGHT - height) / 2
    a, b, c, d, e, f = _UPRIGHT[picture.orientation]
    matrix = (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
    return f"q {' '.join(f'{number:.4f}' for number in matrix)} cm /Im0 Do Q".encode()
