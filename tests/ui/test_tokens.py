"""Colours can be read in both themes, and none but late is red."""

import pytest
from PySide6.QtGui import QFont, QPalette

from advocate_desktop.ui import tokens

ROLE = QPalette.ColorRole
THEMES = {"light": tokens.light_palette, "dark": tokens.dark_palette}


@pytest.fixture(params=THEMES)
def palette(request, qapp):
    return THEMES[request.param]()


def luminance(colour):
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.Text, ROLE.AlternateBase),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.PlaceholderText, ROLE.Base),
        (ROLE.PlaceholderText, ROLE.Window),
        (ROLE.Link, ROLE.Window),
        (ROLE.ToolTipText, ROLE.ToolTipBase),
    ],
)
def test_text_stands_out_from_its_ground(palette, ink, ground):
    assert contrast(palette.color(ink), palette.color(ground)) >= 4.5


def test_meanings_stand_out_on_every_ground(palette):
    tones = tokens.tones(palette)
    grounds = (palette.color(ROLE.Base), palette.color(ROLE.Window))
    for ground in grounds:
        assert contrast(tones.late, ground) >= 4.5
        assert contrast(tones.yours, ground) >= 4.5
        assert contrast(tones.quiet, ground) >= 4.5
        assert contrast(tones.edge, ground) >= 3
        assert contrast(tones.focus, ground) >= 3
    ink = palette.color(ROLE.WindowText)
    assert contrast(ink, tones.late_ground) >= 4.5
    assert contrast(ink, tones.yours_ground) >= 4.5


def test_only_late_is_red(palette):
    tones = tokens.tones(palette)

    def is_red(colour):
        return colour.hslSaturation() > 80 and (colour.hslHue() < 25 or colour.hslHue() > 335)

    others = (tones.yours, tones.quiet, tones.line, tones.focus, tones.edge, tones.yours_ground)
    assert is_red(tones.late)
    assert not any(is_red(colour) for colour in others)


def test_type_sizes_follow_the_users_font():
    font = QFont()
    font.setPointSizeF(20)
    assert tokens.title_font(font).pointSizeF() == pytest.approx(27)
    assert tokens.heading_font(font).pointSizeF() == 20
    assert tokens.small_font(font).pointSizeF() == 18
    font.setPixelSize(20)
    assert tokens.title_font(font).pixelSize() == 27
