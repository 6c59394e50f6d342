"""The shipped fonts, and which of them writes which part of a text."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from advocate_desktop import assets

SANS = "NotoSans-Regular"
SERIF = "NotoSerif-Regular"


class Family(NamedTuple):
    """The registered names of a family's four faces."""

    regular: str
    bold: str
    italic: str
    bold_italic: str


FONT_FAMILIES = {
    "NotoSans": Family(SANS, "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"),
    "NotoSerif": Family(SERIF, "NotoSerif-Bold", "NotoSerif-Italic", "NotoSerif-BoldItalic"),
    "NotoSansArmenian-Regular": Family(*["NotoSansArmenian-Regular", "NotoSansArmenian-Bold"] * 2),
    "NotoSansArmenian-Bold": Family(*["NotoSansArmenian-Bold"] * 4),
    "DroidSansFallbackFull": Family(*["DroidSansFallbackFull"] * 4),
    "NanumGothicCoding": Family(*["NanumGothicCoding"] * 4),
}
"""Families by the name under which ReportLab knows them. Noto Sans and Noto Serif write Latin with
Vietnamese, Cyrillic and Greek; the others write what these lack."""

_registering = threading.Lock()


def register() -> None:
    """Make the shipped fonts known to ReportLab under their file names; a second call is free."""
    with _registering:
        _register_once()


@cache
def _register_once() -> None:
    for name in sorted({face for family in FONT_FAMILIES.values() for face in family}):
        pdfmetrics.registerFont(TTFont(name, BytesIO(assets.read_bytes("fonts", f"{name}.ttf"))))
    for name, family in FONT_FAMILIES.items():
        pdfmetrics.registerFontFamily(name, *family)


def runs(text: str, font: str = SANS) -> list[tuple[str, str]]:
    """Split a text into (piece, font name) so that each piece has the glyphs it needs.

    `font` writes all it can; Armenian, Chinese, Japanese and Korean fall back to their own. Letters
    and their accents are composed first, and characters that draw nothing (controls, direction
    marks) are left out. What no font has stays in `font`, which draws an empty box.
    """
    register()
    if text and _plain(font).issuperset(text):
        return [(text, font)]
    pieces = groupby(_drawn(text, font), key=lambda pair: pair[1])
    return [("".join(character for character, _ in piece), name) for name, piece in pieces]


def unprintable(text: str) -> str:
    """Return the characters, each once and sorted, that no shipped font can write."""
    register()
    missing = {c for c in _visible(text) if not c.isspace() and _first_with(c, SANS) is None}
    return "".join(sorted(missing))


def _drawn(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield each visible character with its font; a space keeps the font of what it follows."""
    current = font
    for character in _visible(text):
        if not character.isspace() or character == "\u3000":
            current = _first_with(character, font) or font
        elif character not in "\n\t" and ord(character) not in _glyphs(current):
            current = font
        yield character, current


def _visible(text: str) -> Iterator[str]:
    return (c for c in unicodedata.normalize("NFC", text) if _draws(c))


def _draws(character: str) -> bool:
    if "\ufe00" <= character <= "\ufe0f":  # a variation selector only picks a glyph
        return False
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _first_with(character: str, font: str) -> str | None:
    return next((f for f in (font, *_fallbacks(font)) if ord(character) in _glyphs(f)), None)


@cache
def _plain(font: str) -> frozenset[str]:
    """The characters that a font draws and that stand as they are next to any of their kind."""
    drawn = map(chr, _glyphs(font))
    composed = (c for c in drawn if unicodedata.normalize("NFC", c) == c)
    alone = (c for c in composed if not unicodedata.combining(c))
    return frozenset(c for c in alone if next(_visible(c), "")) | {"\n", "\t"}


@cache
def _fallbacks(font: str) -> tuple[str, ...]:
    weight = "Bold" if "Bold" in font else "Regular"
    return (f"NotoSansArmenian-{weight}", "DroidSansFallbackFull", "NanumGothicCoding")


@cache
def _glyphs(font: str) -> frozenset[int]:
    shipped = pdfmetrics.getFont(font)
    assert isinstance(shipped, TTFont)
    return frozenset(code for code, glyph in shipped.face.charToGlyph.items() if glyph)
