"""Pictures coming in: photos, screenshots, scans and faxes."""

from __future__ import annotations

import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from PIL import ExifTags, Image, ImageFile

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.intake import jpeg
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.intake.picture_pages import Picture, pages_of
from advocate_desktop.intake.recognise import GIF, HEIC, JPEG, PNG, TIFF, WEBP

MOST_PIXELS = 200_000_000
"""Of one picture: the largest that phones take. More is taken for an attack on the memory."""
_MOST_PIXELS_IN_ALL = 4_000_000_000
_MOST_FRAMES = 2000

DAMAGED = (
    "The picture is damaged and cannot be opened. It is kept as it is, but cannot be shown or put "
    "into a packet. Take or ask for it again."
)
CUT_OFF = (
    "The picture is damaged and is shown as far as it can be read. The file itself is kept "
    "unchanged; take or ask for it again if something is missing."
)
TOO_LARGE = (
    "The picture has more than 200 million dots and is too large to be shown or put into a packet. "
    "It is kept as it is. Attach a smaller copy."
)
FIRST_ONLY = "Of this animation only the first picture is shown and put into a packet."

_FORMATS = {
    JPEG: "JPEG",
    PNG: "PNG",
    GIF: "GIF",
    TIFF: "TIFF",
    WEBP: "WEBP",
    HEIC: "HEIF",
}
_MANY_PAGES = frozenset({TIFF, HEIC})
"""Kinds whose further pictures are pages, not moments of an animation."""
_QUALITY = 92
"""Of the JPEG that a HEIC photo becomes: to the eye the same, and a tenth of a lossless one."""
_DECODING_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What Pillow raises on files that break their format."""

# Odd metadata and large pictures are dealt with here, not told on the terminal.
warnings.filterwarnings("ignore", module=r"PIL\.")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_decoding = threading.Lock()
"""Whether Pillow accepts a cut-off file is set for the whole process."""


class PictureDamaged(AdvocateError):
    """A picture cannot be opened at all."""


class PictureTooLarge(AdvocateError):
    """A picture would take more memory than can be given to it."""


def read(data: bytes, media_type: str) -> Reading:
    """Read a picture by decoding all of it; one that cannot be is kept with a note."""
    try:
        cut_off, count, animated = _look_through(data, media_type)
    except (PictureDamaged, PictureTooLarge) as kept:
        return Reading(media_type, None, note=str(kept))
    notes = [CUT_OFF] * cut_off + [FIRST_ONLY] * animated
    return Reading(media_type, count, ("",) * count, " ".join(notes))


def rendition(data: bytes, media_type: str) -> bytes:
    """Return a PDF with the picture upright on US Letter, a TIFF's pictures a page each.

    A JPEG's own data goes in undecoded, without camera data and place. The same bytes in give the
    same bytes out. Raises `PictureDamaged` or `PictureTooLarge`.
    """
    with _decoding:
        complete, _, _ = _decode_all(data, media_type)
        with _cut_off_accepted(not complete):
            return pages_of(_pictures(data, media_type, complete))


def _look_through(data: bytes, media_type: str) -> tuple[bool, int, bool]:
    """Return whether the file is cut off, how many pages it takes, whether it is animated."""
    with _decoding:
        complete, count, animated = _decode_all(data, media_type)
    return not complete, count, animated


def _decode_all(data: bytes, media_type: str) -> tuple[bool, int, bool]:
    try:
        return True, *_decode(data, media_type)
    except PictureDamaged:
        with _cut_off_accepted(True):
            return False, *_decode(data, media_type)


def _decode(data: bytes, media_type: str) -> tuple[int, bool]:
    count = sum(1 for _ in _frames(data, media_type))
    with _opened(data, media_type) as image:
        return count, media_type not in _MANY_PAGES and _is_animated(image)


def _is_animated(image: Image.Image) -> bool:
    try:
        return int(getattr(image, "n_frames", 1)) > 1
    except _DECODING_ERRORS:
        return True  # there are more, but broken


def _pictures(data: bytes, media_type: str, complete: bool) -> Iterator[Picture]:
    """Yield what goes onto each page."""
    parsed = jpeg.parse(data) if media_type == JPEG and complete else None
    for image in _frames(data, media_type):
        orientation, aspect = _orientation(image), _aspect(image)
        if parsed and image.size == (parsed.width, parsed.height):
            yield Picture(
                parsed.width,
                parsed.height,
                parsed.stripped,
                components=parsed.components,
                is_jpeg=True,
                inverted=parsed.adobe and parsed.components == 4,
                orientation=orientation,
                aspect=aspect,
            )
        else:
            yield _encoded(image, orientation, aspect, is_photo=media_type == HEIC)


def _frames(data: bytes, media_type: str) -> Iterator[Image.Image]:
    """Yield each decoded picture of the file that takes a page."""
    with _opened(data, media_type) as image:
        frames = _frame_count(image) if media_type in _MANY_PAGES else 1
        pixels = 0
        for number in range(frames):
            with _plain_errors():
                image.seek(number)
            pixels += image.width * image.height
            if image.width * image.height > MOST_PIXELS or pixels > _MOST_PIXELS_IN_ALL:
                raise PictureTooLarge(TOO_LARGE)
            with _plain_errors():
                image.load()
            yield image


def _frame_count(image: Image.Image) -> int:
    with _plain_errors():
        return min(int(getattr(image, "n_frames", 1)), _MOST_FRAMES)


@contextmanager
def _opened(data: bytes, media_type: str) -> Iterator[Image.Image]:
    if media_type == HEIC:
        _read_heic()
    with _plain_errors():
        image = Image.open(BytesIO(data), formats=[_FORMATS[media_type]])
    with image:
        yield image


@cache
def _read_heic() -> None:
    """Let Pillow read HEIC; the library is large and few cases have such photos."""
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except Image.DecompressionBombError:
        raise PictureTooLarge(TOO_LARGE) from None
    except _DECODING_ERRORS:
        raise PictureDamaged(DAMAGED) from None


@contextmanager
def _cut_off_accepted(accepted: bool) -> Iterator[None]:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = accepted
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _orientation(image: Image.Image) -> int:
    try:
        number = image.getexif().get(ExifTags.Base.Orientation, 1)
    except _DECODING_ERRORS:
        return 1
    return number if isinstance(number, int) and 1 <= number <= 8 else 1


def _aspect(image: Image.Image) -> float:
    """Return a pixel's width by its height, from the dots an inch each way; 1 when not told."""
    try:
        across, down = (float(number) for number in image.info.get("dpi", (1, 1)))
        return down / across if 0.25 <= down / across <= 4 else 1.0
    except _DECODING_ERRORS:
        return 1.0


def _encoded(image: Image.Image, orientation: int, aspect: float, *, is_photo: bool) -> Picture:
    with _plain_errors():
        shown = _printable(image)
        file = BytesIO()
        if is_photo:
            shown.save(file, "JPEG", quality=_QUALITY, subsampling=0)
        else:
            shown.save(file, "PNG", compress_level=6)
    components, bits = {"1": (1, 1), "L": (1, 8), "RGB": (3, 8)}[shown.mode]
    return Picture(
        shown.width,
        shown.height,
        file.getvalue() if is_photo else _image_data(file.getvalue()),
        components=components,
        is_jpeg=is_photo,
        bits=bits,
        orientation=orientation,
        aspect=aspect,
    )


def _printable(image: Image.Image) -> Image.Image:
    """Return the picture in black and white, grey or red-green-blue, on white."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of deeper grey with 256 shades."""
    deep = image.convert("F")
    extrema = deep.getextrema()
    brightest = max(float(bound) for bound in extrema if isinstance(bound, (int, float)))
    # Cameras and scanners store 10 or 12 bits in 16.
    whole = 1.0 if brightest <= 1 else 2.0 ** max(8, int(brightest).bit_length()) - 1
    return deep.point(lambda shade: shade * (255.0 / whole)).convert("L")


def _image_data(png: bytes) -> bytes:
    """Return the compressed rows of a PNG file."""
    rows, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            rows.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(rows)
