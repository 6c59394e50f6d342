"""The place in a casebook that is left when it is locked, and found again when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """Which case, part of its page, document and page the user saw."""

    casebook: Path
    case: CaseId | None
    tab: int
    document: DocumentId | None
    page: int
    """Counted from 0."""
    scrolled: float
    """How far down the part of the page was scrolled, from 0 to 1."""


def place_of(desk: Desk) -> Place:
    """Return where the user is."""
    page = desk.pane.page
    shown = page.documents.table.current()
    return Place(
        casebook=desk.workspace.path,
        case=desk.pane.case,
        tab=page.tabs.currentIndex(),
        document=shown.id if shown else None,
        page=page.documents.viewer.pages.page,
        scrolled=_scrolled(desk),
    )


def return_to(desk: Desk, place: Place | None) -> None:
    """Go where the user was, as far as it still exists; else to the first case."""
    rows = desk.cases.model.rows
    known = {row.id for row in rows}
    if place is None or place.casebook != desk.workspace.path or place.case not in known:
        desk.choose(rows[0].id if rows else None)
        return
    desk.choose(place.case)
    page = desk.pane.page
    page.tabs.setCurrentIndex(place.tab)
    if place.document is not None:
        page.documents.open_document(place.document, place.page)
    _scroll(desk, place.scrolled)


def _area(desk: Desk) -> QAbstractScrollArea | None:
    shown = desk.pane.page.tabs.currentWidget()
    if shown is None or shown is desk.pane.page.documents:
        return None
    areas = shown.findChildren(QAbstractScrollArea)
    return next((area for area in areas if area.isVisible()), None)


def _scrolled(desk: Desk) -> float:
    area = _area(desk)
    bar = area.verticalScrollBar() if area else None
    return bar.value() / bar.maximum() if bar and bar.maximum() else 0.0


def _scroll(desk: Desk, share: float) -> None:
    area = _area(desk)
    if area is not None and share:
        bar = area.verticalScrollBar()
        # The length is known only after the page was laid out.
        QTimer.singleShot(0, bar, lambda: bar.setValue(round(share * bar.maximum())))
