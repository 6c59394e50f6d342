"""Documents sorted by a column, dragged into another order, and tagged many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_list import DATE, TITLE
from advocate_desktop.ui.documents_pane import DocumentsPane
from advocate_desktop.ui.documents_pane_order import dropped
from advocate_desktop.ui.documents_pane_tags import TagsSheet
from advocate_desktop.ui.tasks import Tasks

DAYS = {"b": date(2026, 3, 1), "a": date(2026, 1, 1), "c": None}


@pytest.fixture
def case(workspace: Workspace, enter: Any, new_record: Any) -> CaseId:
    """A case with the papers b, a, c in that order."""
    papers = tuple(Document(DocumentId(name), name, date=day) for name, day in DAYS.items())
    record: CaseRecord = new_record()
    entered: CaseId = enter(workspace, replace(record, documents=papers))
    return entered


@pytest.fixture
def pane(
    qtbot: Any, workspace: Workspace, case: CaseId, bridge: Bridge, tasks: Tasks, answers: Any
) -> DocumentsPane:
    """The pane with the three papers."""
    made = DocumentsPane(workspace, bridge, tasks, answers)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_case(case)
    return made


def shown(pane: DocumentsPane) -> str:
    return "".join(document.file for document in pane.table.rows.rows)


def click_header(qtbot: Any, pane: DocumentsPane, column: int) -> None:
    head = pane.table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_header_sorts_up_then_down_then_not_at_all(qtbot: Any, pane: DocumentsPane) -> None:
    orders = []
    for _ in range(3):
        click_header(qtbot, pane, TITLE)
        orders.append(shown(pane))
    assert orders == ["abc", "cba", "bac"]


def test_days_are_sorted_as_days_and_survive_another_look(qtbot: Any, pane: DocumentsPane) -> None:
    click_header(qtbot, pane, DATE)
    assert shown(pane) == "abc"
    pane.refresh()
    assert shown(pane) == "abc"
    assert not pane.up.isEnabled()
    pane.own_order.trigger()
    assert shown(pane) == "bac"
    assert pane.up.isEnabled()


def test_a_paper_dragged_below_another_stays_there(
    pane: DocumentsPane, workspace: Workspace, case: CaseId
) -> None:
    table = pane.table
    table.choose([DocumentId("b")])
    low = table.rowViewportPosition(1) + table.rowHeight(1) - 2

    class Drop(QDropEvent):
        def source(self) -> Any:
            return table

    actions, keys = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    at, button = QPointF(20, low), Qt.MouseButton.LeftButton
    table.dropEvent(Drop(at, actions, QMimeData(), button, keys))
    assert [one.file for one in cases.record(workspace, case).documents] == ["a", "b", "c"]
    workspace.undo()
    assert shown(pane) == "bac"


@pytest.mark.parametrize(
    ("chosen", "place", "after"), [("a", 0, "abcd"), ("ad", 4, "bcad"), ("bd", 2, "abdc")]
)
def test_what_is_dropped_stands_together(chosen: str, place: int, after: str) -> None:
    ids = [DocumentId(one) for one in ("bacd" if chosen == "a" else "abcd")]
    assert "".join(dropped(ids, {DocumentId(one) for one in chosen}, place)) == after


def test_many_papers_are_tagged_at_once(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, case: CaseId
) -> None:
    pane.table.choose([DocumentId("a"), DocumentId("b")])
    with qtbot.waitSignal(pane.sheet_wanted) as asked:
        pane.tags.trigger()
    sheet: TagsSheet = asked.args[1]()
    qtbot.addWidget(sheet)
    sheet.add.set_value("urgent, MRI")
    sheet.attempt()
    tags = {one.file: one.tags for one in cases.record(workspace, case).documents}
    assert tags == {"a": "urgent, MRI", "b": "urgent, MRI", "c": ""}
    again = TagsSheet(workspace, cases.record(workspace, case).documents)
    qtbot.addWidget(again)
    again.take_away.set_value("URGENT")
    again.attempt()
    assert {one.tags for one in cases.record(workspace, case).documents} == {"MRI", ""}


def test_the_sorting_is_remembered_when_the_casebook_is_opened_again(
    new_window: Any, workspace: Workspace, case: CaseId
) -> None:
    window = new_window()
    window.show_workspace(workspace)
    window.desk.pane.page.documents.table.sortByColumn(DATE, Qt.SortOrder.DescendingOrder)
    path = workspace.path
    window.close_casebook()
    window.welcome.open(path)
    window.desk.choose(case)
    assert shown(window.desk.pane.page.documents) == "cba"


def test_a_sorting_that_names_no_column_is_passed_over(pane: DocumentsPane) -> None:
    for spoilt in (b"", b"9 1", b"x", b"-1 0", b"\xff 1"):
        pane.table.restore_sorting(QByteArray(spoilt))
        assert pane.table.in_own_order
