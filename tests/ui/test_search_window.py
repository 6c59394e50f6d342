"""The search window over a real casebook, on a real desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QTreeWidgetItem
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.services import cases, documents
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.help_dialog import HelpDialog
from advocate_desktop.ui.rows import MarksRole
from advocate_desktop.ui.search_window import SearchWindow
from advocate_desktop.ui.tasks import Task


@pytest.fixture
def papers(workspace: Workspace, rosa: Any, tmp_path: Any) -> Any:
    """A letter of two pages, a bill, and a second client's bill."""
    letter, bill = tmp_path / "letter.pdf", tmp_path / "bill.pdf"
    for path, pages in (
        (letter, ("Dear reader", "Claim CLM-2025-00912 is denied")),
        (bill, ("Amount due for claim CLM-2025-00912",)),
    ):
        canvas = Canvas(str(path))
        for line in pages:
            canvas.drawString(72, 700, line)
            canvas.showPage()
        canvas.save()
    documents.attach(workspace, rosa, letter, DocumentKind.DENIAL_LETTER)
    documents.attach(workspace, rosa, bill, DocumentKind.BILL)
    made = cases.record(workspace, rosa).documents
    workspace.run(
        "Tagged",
        documents.update,
        replace(made[1], tags="urgent", date=date(2026, 2, 3)),
    )
    return made


@pytest.fixture
def searching(window: Any, papers: Any, qtbot: Any) -> SearchWindow:
    """The search window, opened by its key's action."""
    window.acts["search"].trigger()
    made: SearchWindow = window.desk.searching
    qtbot.waitExposed(made)
    return made


def look_for(searching: SearchWindow, typed: str) -> list[str]:
    searching.line.setText(typed)
    searching.look()
    return groups(searching)


def groups(searching: SearchWindow) -> list[str]:
    tree = searching.results
    tops = map(tree.topLevelItem, range(tree.topLevelItemCount()))
    return [top.text(0) for top in tops if top is not None]


def first(searching: SearchWindow) -> QTreeWidgetItem:
    group = searching.results.topLevelItem(0)
    assert group is not None
    item = group.child(0)
    assert item is not None
    return item


def test_what_is_found_is_grouped_and_counted(searching: SearchWindow) -> None:
    assert look_for(searching, "00912") == ["Papers (2)"]
    assert searching.told.text() == "2 places"


def test_the_words_are_marked_where_they_stand(searching: SearchWindow) -> None:
    look_for(searching, "denied")
    shown, marks = first(searching).text(0), first(searching).data(0, MarksRole)
    assert [shown[begin:end] for begin, end in marks] == ["denied"]


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        (lambda f: f.paper.set_value(DocumentKind.BILL), "bill.pdf"),
        (lambda f: f.tag.set_value("urgent"), "bill.pdf"),
        (lambda f: f.before.set_value(date(2026, 2, 3)), "bill.pdf"),
    ],
)
def test_a_choice_narrows_what_is_found(
    searching: SearchWindow, choose: Callable[[Any], None], left: str
) -> None:
    choose(searching.filters)
    assert look_for(searching, "00912") == ["Papers (1)"]
    assert searching.results.chosen is not None
    assert searching.results.chosen.paper == left


def test_another_client_s_name_leaves_nothing_and_clearing_brings_it_back(
    searching: SearchWindow, qtbot: Any
) -> None:
    searching.filters.client.set_value("Nobody Here")
    assert look_for(searching, "00912") == []
    assert not searching.empty.isHidden()
    qtbot.mouseClick(searching.clear_button, Qt.MouseButton.LeftButton)
    searching.look()
    assert groups(searching) == ["Papers (2)"]
    assert not searching.clear_button.isEnabled()


def test_enter_opens_the_paper_on_the_page_with_the_words_marked(
    searching: SearchWindow, window: Any, qtbot: Any
) -> None:
    look_for(searching, "denied")
    qtbot.keyClick(searching.line, Qt.Key.Key_Return)
    qtbot.keyClick(searching.results, Qt.Key.Key_Return)
    viewer = window.desk.pane.page.documents.viewer
    assert window.desk.pane.page.tabs.currentIndex() == 2
    qtbot.waitUntil(lambda: viewer.pages.page == 1)
    assert viewer.search.line.text() == "denied"


def test_only_the_latest_question_is_answered(
    searching: SearchWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    tasks = searching._desk.bridge.tasks
    begin = tasks.start

    def hold(label: str, job: Any, done: Any, failed: Any) -> Task:
        waiting.append(lambda: done(job(NO_PROGRESS)))
        return begin("", lambda progress: None)

    monkeypatch.setattr(tasks, "start", hold)
    for typed in ("amount", "denied"):
        searching.line.setText(typed)
        searching.look()
    slow, quick = waiting
    quick()
    slow()
    assert "denied" in first(searching).text(0)


def test_a_day_that_is_none_is_said_and_changes_nothing(searching: SearchWindow) -> None:
    look_for(searching, "00912")
    searching.filters.after.retype("the 40th")
    searching.look()
    assert searching.filters.after.problem
    assert groups(searching) == ["Papers (2)"]


def test_its_key_is_listed_in_the_help(window: Any, qtbot: Any) -> None:
    shown = HelpDialog(window.acts.all(), window)
    qtbot.addWidget(shown)
    told = [label.text() for label in shown.findChildren(QLabel)]
    assert told[told.index("Ctrl+Shift+F") + 1] == "Search everything"


def test_the_window_goes_with_the_casebook(searching: SearchWindow, window: Any) -> None:
    look_for(searching, "00912")
    window.close_casebook()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(searching)
