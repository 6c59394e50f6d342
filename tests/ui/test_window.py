"""The window as a whole: panes, keys, read-only casebooks, bugs."""

import logging
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import app, messages
from advocate_desktop.ui.actions import ENTRIES, Needs

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def panes_side_by_side(window):
    docks = window.desk.docks
    return all(dock.isVisible() and not dock.visibleRegion().isEmpty() for dock in docks)


def test_all_three_panes_show_at_the_usual_size(window, qtbot):
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: panes_side_by_side(window))
    assert window.width() == 1280
    assert window.height() == 800
    lefts = [dock.x() for dock in window.desk.docks]
    assert lefts == sorted(lefts)


def test_a_narrow_window_folds_the_calendar_into_a_tab_and_out_again(window, qtbot):
    _, case, calendar = window.desk.docks
    window.resize(900, 700)
    qtbot.waitUntil(lambda: calendar in window.desk.tabifiedDockWidgets(case))
    assert window.width() == 900
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: panes_side_by_side(window))


def test_a_hidden_pane_stays_hidden_the_next_time(window, new_window, workspace, qtbot, clock):
    window.desk.docks[2].close()
    path = workspace.path
    assert window.close()
    again = new_window()
    again.start(path)
    assert again.desk.docks[2].isHidden()
    again.resize(1280, 800)
    again.acts["usual_layout"].trigger()
    qtbot.waitUntil(lambda: panes_side_by_side(again))


def test_f6_goes_around_the_panes(window, qtbot):
    window.desk.cases.table.setFocus()
    visited = []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        visited.append(
            next(n for n, dock in enumerate(window.desk.docks) if dock.isAncestorOf(focus))
        )
    assert visited == [1, 2, 0]


def test_no_two_actions_share_keys_and_every_menu_line_can_be_used(window):
    keys = [entry.keys for entry in ENTRIES if entry.keys]
    assert len(keys) == len(set(keys))
    assert {action.isEnabled() for action in window.acts.all()} == {True}


def test_without_a_casebook_only_what_can_be_done_is_offered(new_window):
    window = new_window()
    usable = {entry.name for entry in ENTRIES if window.acts[entry.name].isEnabled()}
    assert usable == {entry.name for entry in ENTRIES if entry.needs is Needs.NOTHING}
    assert not window.toolbar.isVisible()


def test_undo_and_redo_by_keys(window, workspace, rosa):
    workspace.run("Trash", cases.trash, rosa)
    assert window.desk.cases.model.place(rosa) is None
    window.desk.cases.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.desk.cases.model.place(rosa) is not None
    assert "undo" in window.status.undo.text()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.desk.cases.model.place(rosa) is None


def test_a_field_takes_back_its_own_typing_before_the_casebook_does(window, workspace, rosa):
    workspace.run("Plan named", cases.update_client, cases.record(workspace, rosa).client)
    field = window.desk.pane.page.overview.facts.client.field("phone").box
    field.setFocus()
    QTest.keyClicks(field, "559")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert workspace.undo_label == "Case created"


def test_the_status_line_says_when_it_was_saved(window, workspace, rosa):
    workspace.run("Trash", cases.trash, rosa)
    assert window.status.saved.text() == "saved 12:00"
    assert window.status.undo.text() == "undo: Trash"


def test_a_casebook_that_another_has_open_can_be_read_and_not_changed(
    new_window, workspace, rosa, clock
):
    second = new_window()
    second.show_workspace(Workspace.open(workspace.path, None, clock=clock))
    assert second.desk.workspace.read_only
    assert second.banner.text == second.desk.workspace.read_only_reason
    assert second.desk.pane.record.case.id == rosa
    for name in ("new_case", "record_call", "attach", "undo", "import_case"):
        assert not second.acts[name].isEnabled()
    assert second.acts["letter"].isEnabled()
    assert second.desk.pane.page.overview.facts.client.field("phone").box.isReadOnly()
    assert not second.desk.pane.page.timeline.add_button.isEnabled()
    assert second.close()


def test_what_another_window_writes_shows_here_too(window, new_window, workspace, rosa, clock):
    second = new_window()
    second.show_workspace(Workspace.open(workspace.path, None, clock=clock))
    workspace.run("Trash", cases.trash, rosa)
    second.desk._look()
    assert second.desk.cases.model.place(rosa) is None
    assert second.close()


def files_over(widget, paths, kind):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    while not widget.acceptDrops():  # as Qt looks for who takes a drop
        widget = widget.parentWidget()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPoint(5, 5) if kind is QDragEnterEvent else QPointF(5, 5)
    event = kind(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(widget, event)
    return event, data


@pytest.mark.parametrize("name", ["field", "list", "page"])
def test_files_dropped_anywhere_are_attached(window, workspace, rosa, tmp_path, name):
    paper = tmp_path / "note.txt"
    paper.write_text("The plan called on Monday.")
    page = window.desk.pane.page
    target = {
        "field": page.overview.facts.client.field("phone").box,
        "list": window.desk.cases.table.viewport(),
        "page": page,
    }[name]
    entered, _ = files_over(target, [paper], QDragEnterEvent)
    frame = window.desk.cases.drop.frame if name == "list" else window.drop.frame
    assert entered.isAccepted()
    assert frame.isVisible()
    assert "Dispute" in window.drop.frame._text
    files_over(target, [paper], QDropEvent)
    assert frame.isHidden()
    assert [d.file for d in cases.record(workspace, rosa).documents] == ["note.txt"]
    assert page.tabs.currentIndex() == 2


def test_a_bug_says_so_keeps_the_window_and_tells_no_values(
    window, qtbot, monkeypatch, tmp_path, caplog
):
    monkeypatch.setattr(app.paths, "log_dir", lambda: tmp_path / "logs")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_bugs(window)
    try:
        name = "Rosa Secret Example"
        raise KeyError(name)
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    box = window.findChild(QMessageBox)
    assert box.isVisible()
    assert "What you saved before is safe" in box.text()
    assert "KeyError" in box.detailedText()
    log = (tmp_path / "logs" / "advocate-desktop.log").read_text()
    assert "KeyError" in log
    assert "Secret" not in log + box.detailedText() + box.text()
    box.close()
    for handler in logging.getLogger("advocate_desktop").handlers[:]:
        logging.getLogger("advocate_desktop").removeHandler(handler)
        handler.close()


def test_places_in_the_code_are_named_without_the_folders_of_this_computer():
    try:
        raise AdvocateError("Rosa Secret Example")
    except AdvocateError as error:
        told = messages.bug_details(type(error), error.__traceback__)
    assert "test_places_in_the_code" in told
    assert "/" not in told


def test_closing_saves_what_is_being_typed(window, workspace, rosa, new_window):
    path = workspace.path
    field = window.desk.pane.page.overview.facts.client.field("phone").box
    field.setFocus()
    QTest.keyClicks(field, "(559) 555-0100")
    assert window.close()
    again = new_window()
    again.start(None)
    assert again.desk.workspace.path == path
    assert again.desk.pane.record.client.phone == "(559) 555-0100"


def test_help_lists_every_key(window):
    window.acts["help"].trigger()
    dialog = QApplication.activeWindow() or window
    texts = {label.text() for label in window.findChildren(type(window.status.undo))}
    assert {entry.keys for entry in ENTRIES if entry.keys} <= texts
    assert dialog is not None


def test_find_or_do_runs_actions_and_finds_cases_and_words(window, workspace, rosa, qtbot):
    finder = window.finder
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    assert finder.hasFocus()
    QTest.keyClicks(finder, "record call")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert window.desk.pane.sheet.title == "Record a call or message"
    QTest.keyClick(window.desk.pane.sheet, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(finder, "dispute")
    qtbot.waitUntil(lambda: any("Dispute" in row.text for row in finder.model.rows))
    assert finder.list.isVisible()
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert finder.list.isHidden()
    assert finder.text() == ""


def test_the_passphrase_is_asked_for_again_after_a_lock(
    new_window, encrypted_workspace, passphrase
):
    window = new_window()
    window.show_workspace(encrypted_workspace)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.desk is None
    line = window.welcome.sheet.passphrase.box
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(line, "wrong")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.desk is None
    assert window.welcome.sheet.problem.text
    line.selectAll()
    QTest.keyClicks(line, passphrase)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.close()


def test_work_under_way_keeps_the_casebook_open(window, workspace):
    seen = []
    window.tasks.start("Backing up", lambda progress: None, lambda _: seen.append(window.close()))
    assert seen == [False]
    assert "still being worked on" in window.notices.text
    assert window.close()


def test_with_large_type_the_window_fits_a_small_screen(window, qapp, workspace, rosa):
    usual = qapp.font()
    large = qapp.font()
    large.setPointSizeF(usual.pointSizeF() * 1.5)
    qapp.setFont(large)
    try:
        window.resize(1280, 800)
        record = cases.record(workspace, rosa)
        workspace.run("A label " * 20, cases.update_case, replace(record.case, title="T " * 60))
        for tab in range(5):
            window.desk.show_tab(tab)
            QApplication.processEvents()
            hint = window.minimumSizeHint()
            assert (hint.width() <= 1280, hint.height() <= 800) == (True, True), (tab, hint)
    finally:
        qapp.setFont(usual)
