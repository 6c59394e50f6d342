"""The named measures and colours of the window; no other module names a colour or a pixel."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
"""Distances in device-independent pixels."""
RADIUS = 6
"""Corner of cards and marks."""
HIT = QColor("#b35c00")
"""Around words found on a page, which is white in the dark too; 4.5:1 on it."""

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f4f5f7",
    _Role.WindowText: "#1b1f24",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f4f6f9",
    _Role.Text: "#1b1f24",
    _Role.Button: "#fbfbfc",
    _Role.ButtonText: "#1b1f24",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#e6e9ed",
    _Role.Mid: "#c3c9d1",
    _Role.Dark: "#969ea9",
    _Role.Shadow: "#596270",
    _Role.Highlight: "#1f5c99",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#1f5c99",
    _Role.LinkVisited: "#5b4a8a",
    _Role.ToolTipBase: "#1b1f24",
    _Role.ToolTipText: "#ffffff",
    _Role.PlaceholderText: "#5d6672",
    _Role.Accent: "#1f5c99",
}
_DARK = {
    _Role.Window: "#1f2226",
    _Role.WindowText: "#e7e9ec",
    _Role.Base: "#17191c",
    _Role.AlternateBase: "#1d2024",
    _Role.Text: "#e7e9ec",
    _Role.Button: "#2b2f35",
    _Role.ButtonText: "#e7e9ec",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#3a3f47",
    _Role.Midlight: "#2c3036",
    _Role.Mid: "#454b54",
    _Role.Dark: "#121416",
    _Role.Shadow: "#000000",
    _Role.Highlight: "#2f6fb3",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#7fb6f0",
    _Role.LinkVisited: "#b9a6ea",
    _Role.ToolTipBase: "#e7e9ec",
    _Role.ToolTipText: "#17191c",
    _Role.PlaceholderText: "#a3abb6",
    _Role.Accent: "#7fb6f0",
}
_FADED_LIGHT, _FADED_DARK = "#8a929d", "#757d88"


@dataclass(frozen=True, slots=True)
class Tones:
    """The few colours that mean something, for one palette."""

    late: QColor
    """Red, for what is late and nothing else."""
    late_ground: QColor
    """A faint ground behind a sentence that says something is late."""
    yours: QColor
    """The accent: what the user must do."""
    yours_ground: QColor
    """A faint ground behind the next step."""
    quiet: QColor
    """Text and marks of second rank, still at least 4.5:1 on the ground."""
    line: QColor
    """Hairlines between parts."""
    edge: QColor
    """The edge of what one types into or ticks, at least 3:1 on the ground."""
    focus: QColor
    """The ring around what has the keyboard, at least 3:1 on the ground."""


def is_dark(palette: QPalette) -> bool:
    """Whether the palette has light text on a dark ground."""
    return palette.color(_Role.Window).lightness() < palette.color(_Role.WindowText).lightness()


def tones(palette: QPalette) -> Tones:
    """Return the meaning colours that go with a palette."""
    if is_dark(palette):
        late, late_ground, yours_ground = "#ff9a90", "#3b2423", "#1e2d3d"
    else:
        late, late_ground, yours_ground = "#b3261e", "#fbeceb", "#e9f1f9"
    return Tones(
        late=QColor(late),
        late_ground=QColor(late_ground),
        yours=palette.color(_Role.Link),
        yours_ground=QColor(yours_ground),
        quiet=palette.color(_Role.PlaceholderText),
        line=palette.color(_Role.Mid),
        edge=QColor("#767e8a"),
        focus=palette.color(_Role.WindowText) if is_dark(palette) else QColor("#0b2f57"),
    )


def light_palette() -> QPalette:
    """Return the palette for a light desktop."""
    return _palette(_LIGHT, _FADED_LIGHT)


def dark_palette() -> QPalette:
    """Return the palette for a dark desktop."""
    return _palette(_DARK, _FADED_DARK)


def _palette(colours: dict[QPalette.ColorRole, str], faded: str) -> QPalette:
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(faded))
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, QColor(colours[_Role.Mid]))
    return palette


def title_font(font: QFont) -> QFont:
    """Return the font of a page's headline."""
    return _scaled(font, 1.35, QFont.Weight.DemiBold)


def heading_font(font: QFont) -> QFont:
    """Return the font of a section's heading: the user's size, heavier."""
    return _scaled(font, 1.0, QFont.Weight.DemiBold)


def small_font(font: QFont) -> QFont:
    """Return the font of second lines and notes."""
    return _scaled(font, 0.9, QFont.Weight.Normal)


def _scaled(font: QFont, factor: float, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    made.setWeight(weight)
    return made
