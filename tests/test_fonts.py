"""The shipped fonts write the names the program has to print, and may be embedded in a PDF."""

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from advocate_desktop import assets

LATIN = [
    f"Noto{family}-{cut}"
    for family in ("Sans", "Serif")
    for cut in ("Regular", "Bold", "Italic", "BoldItalic")
]
WRITES = {
    **dict.fromkeys(LATIN, "José Núñez, Nguyễn Thị Ánh, Ελένη, Юлия – § “…” • €"),
    "NotoSansArmenian-Regular": "Հայկ Արմենյան",
    "NotoSansArmenian-Bold": "Հայկ Արմենյան",
    "DroidSansFallbackFull": "陳美玲 陈美玲 東京 さくら",
    "NanumGothicCoding": "김민수 박서연",
}


def test_every_shipped_font_is_told_of_here_and_in_the_fonts_own_note():
    shipped = {name for name in assets.names("fonts") if name.endswith(".ttf")}
    assert shipped == {f"{name}.ttf" for name in WRITES}
    note = assets.read_text("fonts", "README.md")
    assert all(name.split("-")[0] in note for name in shipped)


@pytest.mark.parametrize("name", WRITES)
def test_a_font_has_a_shape_for_every_letter_it_is_shipped_for(name):
    # Opening it is a test too: a font that forbids embedding, or has no TrueType outlines, fails.
    face = TTFont(name, str(assets.folder("fonts") / f"{name}.ttf")).face
    assert [letter for letter in WRITES[name] if ord(letter) not in face.charToGlyph] == []
