"""Pictures come in, upright, without what the camera knew, and whole as far as they go."""

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import ExifTags, Image, ImageChops, ImageStat

from advocate_desktop.intake import images
from advocate_desktop.intake.recognise import recognise

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What was done to a picture whose orientation has this number."""


def rendition(data: bytes) -> bytes:
    return images.rendition(data, recognise(data).media_type)


def reading(data: bytes) -> images.Reading:
    return images.read(data, recognise(data).media_type)


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def printed(page: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of what is not white; poppler rounds the white of a picture."""
    return page.convert("L").point(lambda shade: 255 * (shade < 250)).getbbox()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("number", TURNS)
def test_a_photo_taken_sideways_stands_upright(picture, reader, format, number):
    upright = Image.open(BytesIO(picture("PNG", (240, 180))))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = number
    turned = BytesIO()
    upright.transpose(TURNS[number]).save(turned, format, exif=exif)
    shown = reader.page(rendition(turned.getvalue()))
    assert difference(shown, reader.page(rendition(picture("PNG", (240, 180))))) < 2


def test_a_page_is_letter_paper_and_the_picture_stays_within_its_margins(picture, reader):
    shown = reader.page(rendition(picture("PNG", (3000, 2000))), dpi=72)
    assert shown.size == (612, 792)
    left, top, right, bottom = printed(shown)
    assert (left, right) == pytest.approx((36, 576), abs=1)
    assert abs((top + bottom) / 2 - 396) <= 1


def test_a_small_picture_is_not_blown_up(picture, reader):
    shown = reader.page(rendition(picture("PNG", (100, 100))), dpi=72)
    left, _, right, _ = printed(shown)
    assert right - left == pytest.approx(72, abs=1)


def test_the_data_of_a_jpeg_goes_in_undecoded(picture):
    data = picture("JPEG")
    with pikepdf.Pdf.open(BytesIO(rendition(data))) as pdf:
        image = pdf.pages[0].Resources.XObject.Im0
        assert image.Filter == "/DCTDecode"
        kept = image.read_raw_bytes()
    scan = data.index(b"\xff\xda")
    assert kept[kept.index(b"\xff\xda") :] == data[scan:]


def test_what_the_camera_knew_stays_behind(picture):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Sample Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (38.0, 34.0, 0.0)
    data = picture("JPEG", exif=exif, comment=b"taken at home")
    assert b"Sample Camera" in data
    clean = rendition(data)
    assert b"Sample Camera" not in clean
    assert b"Exif" not in clean
    assert b"taken at home" not in clean


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_is_white(reader, mode):
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0)).convert(mode)
    file = BytesIO()
    clear.save(file, "TIFF" if mode == "PA" else "PNG")
    assert printed(reader.page(rendition(file.getvalue()))) is None


@pytest.mark.parametrize("adobe_inverted", [True, False])
def test_cmyk_shows_its_colours(picture, reader, adobe_inverted):
    # Pillow writes CMYK inverted and marks it with Adobe's segment, as Photoshop does.
    format = "JPEG" if adobe_inverted else "TIFF"
    shown = reader.page(rendition(picture(format, (300, 300), "CMYK", quality=95)))
    red, green, blue = shown.getpixel((shown.width // 2 - 30, shown.height // 2 + 30))
    assert red > 150
    assert max(green, blue) < 100


def test_a_deep_grey_scan_keeps_its_shades(reader):
    rows = struct.pack("<H", 32768) * 20_000 + struct.pack("<H", 65535) * 20_000
    scan = Image.frombytes("I;16", (200, 200), rows)
    file = BytesIO()
    scan.save(file, "TIFF")
    shown = reader.page(rendition(file.getvalue())).convert("L")
    middle, center = shown.height // 2, shown.width // 2
    assert 120 < shown.getpixel((center, middle - 20)) < 136
    assert shown.getpixel((center, middle + 20)) > 250


def test_a_fax_of_many_pages_keeps_them_all_in_its_proportions(reader):
    # A fax in standard resolution has twice as many dots across as down.
    page = Image.new("1", (1728, 1078), 0)
    file = BytesIO()
    page.save(file, "TIFF", save_all=True, append_images=[page, page], dpi=(204, 98))
    assert reading(file.getvalue()).pages == 3
    shown = reader.page(rendition(file.getvalue()), number=3, dpi=72)
    left, top, right, bottom = printed(shown)
    assert (bottom - top) / (right - left) == pytest.approx((1078 / 98) / (1728 / 204), rel=0.01)


def test_of_an_animation_the_first_picture_is_kept_and_said_so(picture):
    first, second = Image.new("L", (9, 9), 0), Image.new("L", (9, 9), 255)
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=[second])
    found = reading(file.getvalue())
    assert (found.pages, found.note) == (1, images.FIRST_ONLY)


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_cut_off_picture_is_shown_as_far_as_it_goes(reader, format):
    noise = BytesIO()
    Image.effect_noise((200, 200), 90).save(noise, format)
    cut = noise.getvalue()[: len(noise.getvalue()) * 2 // 3]
    found = reading(cut)
    assert (found.pages, found.note) == (1, images.CUT_OFF)
    shown = reader.page(rendition(cut)).convert("L")
    assert ImageStat.Stat(shown.crop((110, 140, 196, 190))).stddev[0] > 30


def test_a_picture_of_nothing_but_a_header_is_kept_with_a_note(picture):
    found = reading(picture("PNG")[:20])
    assert (found.pages, found.note) == (None, images.DAMAGED)


def test_a_bomb_of_pixels_is_kept_and_never_unpacked():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    found = reading(bomb)
    assert (found.pages, found.note) == (None, images.TOO_LARGE)


def test_the_same_picture_gives_the_same_bytes(picture, reader):
    for format in ("JPEG", "PNG", "TIFF"):
        data = picture(format)
        assert rendition(data) == rendition(data)
        assert reader.is_sound(rendition(data))
