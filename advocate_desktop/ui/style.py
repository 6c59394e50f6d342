"""The window's style: Qt's Fusion with flat buttons and room to hit them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

from advocate_desktop.ui import icons, tokens
from advocate_desktop.ui.words import Mark

_Content = QStyle.ContentsType
_TALLER = {
    _Content.CT_PushButton: (tokens.SPACE_M, tokens.SPACE_S),
    _Content.CT_LineEdit: (0, tokens.SPACE_XS + 2),
    _Content.CT_ComboBox: (0, tokens.SPACE_XS + 2),
    _Content.CT_ToolButton: (tokens.SPACE_XS, tokens.SPACE_XS),
    _Content.CT_TabBarTab: (tokens.SPACE_S, tokens.SPACE_XS),
    _Content.CT_MenuItem: (0, tokens.SPACE_XS),
    _Content.CT_HeaderSection: (0, tokens.SPACE_XS),
}
"""Pixels added to Fusion's width and height."""
_Metric = QStyle.PixelMetric
_AS_TALL_AS_TEXT = frozenset(
    {
        _Metric.PM_SmallIconSize,
        _Metric.PM_ButtonIconSize,
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
    }
)


class WindowStyle(QProxyStyle):
    """Fusion, a little roomier, with flat push buttons."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, w: QWidget | None = None
    ) -> QSize:
        """Return Fusion's size with the room added."""
        found = super().sizeFromContents(kind, option, size, w)  # type: ignore[arg-type]
        wider, taller = _TALLER.get(kind, (0, 0))
        return QSize(found.width() + wider, found.height() + taller)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a push button flat; leave the rest to Fusion."""
        draw = _DRAWN.get(element)
        if element == QStyle.PrimitiveElement.PE_Frame and isinstance(widget, QPlainTextEdit):
            draw = _draw_line_edge
        if draw:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(option, painter)
            painter.restore()
        else:
            super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return Fusion's measure; icons and ticks grow with the user's font."""
        if metric in _AS_TALL_AS_TEXT:
            return QFontMetrics(QApplication.font()).height()
        return super().pixelMetric(metric, option, widget)


def _draw_button(option: QStyleOption, painter: QPainter) -> None:
    palette, state = option.palette, option.state
    ground = palette.color(QPalette.ColorRole.Button)
    edge = palette.color(QPalette.ColorRole.Mid)
    if ground == palette.color(QPalette.ColorRole.Highlight):
        edge = ground
    if state & QStyle.StateFlag.State_Sunken:
        ground = _shaded(ground, palette, 0.16)
    elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
        ground = _shaded(ground, palette, 0.07)
    pen = QPen(edge, 1)
    if state & QStyle.StateFlag.State_HasFocus:
        pen = QPen(tokens.tones(palette).focus, 2)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)


def _draw_line_edge(option: QStyleOption, painter: QPainter) -> None:
    found = tokens.tones(option.palette)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(found.yours if focused else found.edge, 2 if focused else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = 1.0 if focused else 0.5
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 3, 3)


def _draw_tick(option: QStyleOption, painter: QPainter) -> None:
    palette, state = option.palette, option.state
    ticked = bool(state & QStyle.StateFlag.State_On)
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    found = tokens.tones(palette)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(found.focus if focused else found.edge, 2 if focused else 1))
    ground = QPalette.ColorRole.Highlight if ticked and enabled else QPalette.ColorRole.Base
    painter.setBrush(palette.color(ground))
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        ink = palette.color(QPalette.ColorRole.HighlightedText) if enabled else found.quiet
        icons.paint_mark(painter, box, Mark.DONE, ink)


_DRAWN = {
    QStyle.PrimitiveElement.PE_PanelButtonCommand: _draw_button,
    QStyle.PrimitiveElement.PE_FrameLineEdit: _draw_line_edge,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: _draw_tick,
}


def _shaded(ground: QColor, palette: QPalette, share: float) -> QColor:
    ink = palette.color(QPalette.ColorRole.ButtonText)
    return QColor.fromRgbF(
        ground.redF() + (ink.redF() - ground.redF()) * share,
        ground.greenF() + (ink.greenF() - ground.greenF()) * share,
        ground.blueF() + (ink.blueF() - ground.blueF()) * share,
    )
