"""Photos of iPhones come in like any other picture."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from PIL import ExifTags, Image, ImageChops, ImageStat
from pillow_heif import from_pillow, register_heif_opener

from advocate_desktop.intake import images
from advocate_desktop.intake.recognise import HEIC, recognise

register_heif_opener(thumbnails=False)


@pytest.fixture
def heic(picture: Callable[..., bytes]) -> Callable[..., bytes]:
    """Make a HEIC file of the picture of all these tests."""

    def made(size: tuple[int, int] = (240, 180), **saving: object) -> bytes:
        file = BytesIO()
        Image.open(BytesIO(picture("PNG", size))).save(file, "HEIF", quality=90, **saving)
        return file.getvalue()

    return made


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_a_photo_looks_as_it_does_in_any_other_format(heic, picture, reader):
    data = heic()
    assert recognise(data).media_type == HEIC
    found = images.read(data, HEIC)
    assert (found.media_type, found.pages, found.note) == (HEIC, 1, "")
    clean = images.rendition(data, HEIC)
    assert reader.is_sound(clean)
    assert clean == images.rendition(data, HEIC)
    other = images.rendition(picture("PNG", (240, 180)), "image/png")
    assert difference(reader.page(clean), reader.page(other)) < 3


def test_a_photo_taken_sideways_stands_upright(picture, reader):
    upright = Image.open(BytesIO(picture("PNG", (240, 180))))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    file = BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(file, "HEIF", exif=exif.tobytes(), quality=90)
    assert b"irot" in file.getvalue()
    other = images.rendition(picture("PNG", (240, 180)), "image/png")
    assert difference(reader.page(images.rendition(file.getvalue(), HEIC)), reader.page(other)) < 3


def test_a_photo_goes_in_small_and_without_what_the_camera_knew(heic):
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Sample Phone"
    clean = images.rendition(heic(exif=exif.tobytes()), HEIC)
    assert b"Sample Phone" not in clean
    with pikepdf.Pdf.open(BytesIO(clean)) as pdf:
        assert pdf.pages[0].Resources.XObject.Im0.Filter == pikepdf.Name.DCTDecode


def test_several_photos_in_one_file_are_a_page_each(picture):
    several = from_pillow(Image.open(BytesIO(picture("PNG", (64, 64)))))
    several.add_from_pillow(Image.new("RGB", (64, 48), "blue"))
    file = BytesIO()
    several.save(file, quality=90)
    assert images.read(file.getvalue(), HEIC).pages == 2


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_photo_that_is_cut_off_is_kept_with_a_note(heic, kept):
    data = heic()
    found = images.read(data[: int(len(data) * kept)], HEIC)
    assert found.note in {images.DAMAGED, images.CUT_OFF}
