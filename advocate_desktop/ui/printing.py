"""Puts the pages of a paper on a printer, page after page, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.services.progress import Progress
from advocate_desktop.ui.paper_view import drawn

_DOTS = 300
"""Dots an inch that a page is drawn with; letters are sharp, and a page takes 25 MB of memory."""
_POINTS = 72


class NotPrinted(AdvocateError):
    """The printer did not take a page."""


class Printers(Protocol):
    """Where a paper can be printed."""

    def names(self) -> Sequence[str]:
        """Return the printers, the usual one first."""

    def printer(self, name: str) -> QPrinter:
        """Return a printer, ready to be set up."""


class SystemPrinters:
    """The printers that the system knows."""

    def names(self) -> Sequence[str]:
        """Return the printers, the usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        known = [info.printerName() for info in QPrinterInfo.availablePrinters()]
        return sorted(known, key=lambda name: (name != usual, name))

    def printer(self, name: str) -> QPrinter:
        """Return a printer, ready to be set up."""
        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be printed, and how."""

    title: str
    pages: tuple[int, ...]
    """The numbers of the pages, from 1."""
    copies: int = 1
    both_sides: bool = False


def set_up(printer: QPrinter, order: Order) -> None:
    """Tell a printer how an order is to be printed; on the window's thread."""
    printer.setDocName(order.title)
    printer.setFullPage(True)
    printer.setCopyCount(order.copies)
    duplex = QPrinter.DuplexMode
    printer.setDuplex(duplex.DuplexLongSide if order.both_sides else duplex.DuplexNone)


def put(printer: QPrinter, paper: PaperPages, order: Order, progress: Progress) -> int:
    """Print an order on a printer that was set up; return how many pages.

    Raises `NotPrinted`, and `Cancelled` when the user stopped it; what the printer has by then, it
    may print.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted("The printer did not answer. Nothing was printed. Look whether it is on.")
    try:
        for place, number in enumerate(order.pages):
            progress.check()
            progress.step(place, len(order.pages), f"Page {number}")
            if place and not printer.newPage():
                raise NotPrinted(
                    f"The printer took no more than {place} pages. Look whether it is on."
                )
            _paint(painter, printer, paper, number - 1)
    except BaseException:
        painter.end()
        printer.abort()
        raise
    painter.end()
    return len(order.pages)


def _paint(painter: QPainter, printer: QPrinter, paper: PaperPages, page: int) -> None:
    """Paint a page in the middle of the sheet, smaller when it is larger than that."""
    picture = drawn(paper, page, _DOTS / _POINTS)
    if paper.turn:
        picture = picture.transformed(QTransform().rotate(paper.turn))
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    dots = printer.resolution() / _DOTS
    size = picture.size().toSizeF() * dots
    if size.width() > sheet.width() + 1 or size.height() > sheet.height() + 1:
        size = size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)


def is_wide(paper: PaperPages, page: int) -> bool:
    """Whether a page, the first being 0, lies on its long side as it is shown."""
    width, height = paper.sizes[page]
    return (width > height) is (paper.turn % 180 == 0)


def lie(printer: QPrinter, *, wide: bool) -> None:
    """Turn the sheets of a printer."""
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if wide else way.Portrait)
