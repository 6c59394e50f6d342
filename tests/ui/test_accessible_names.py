"""Whatever takes the keyboard has a spoken name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import documents


def write(desk, part):
    """Begin a letter, show a part of its editor, and return the editor."""
    desk.work.write_letter("initial-grievance")
    editor = desk.pane.sheet
    editor.tabs.setCurrentWidget(getattr(editor, part))
    return editor


SHEETS = {
    "event": lambda desk: desk.work.record_event(),
    "call": lambda desk: desk.work.record_call(),
    "new case": lambda desk: desk.work.new_case(),
    "letters": lambda desk: desk.work.write_letter(),
    "letter": lambda desk: desk.work.write_letter("initial-grievance"),
    "letter, to look at": lambda desk: write(desk, "checks"),
    "letter, going out": lambda desk: write(desk, "sending"),
    "versions of a letter": lambda desk: write(desk, "page").versions_wanted.emit(),
    "letter of one's own": lambda desk: desk.work.letters.change_own(),
    "packet": lambda desk: desk.work.build_packet(PacketKind.IMR),
    "letterhead": lambda desk: desk.casebook_work.letterhead(),
    "history of a case": lambda desk: desk.history.show_case(),
    "history of the casebook": lambda desk: desk.history.show_casebook(),
    "export": lambda desk: desk.bundles.export(),
    "print": lambda desk: print_letter(desk),
}


def print_letter(desk):
    write(desk, "page")
    desk.printing.print_in_sight()


def unnamed(root):
    """Return the widgets in sight that take the keyboard and have no name."""
    found = []
    for widget in root.findChildren(QWidget):
        # Inside a spin box Qt has a line edit of its own; the box speaks for it.
        if widget.objectName().startswith("qt_spinbox"):
            continue
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.fixture
def full_window(window, workspace, rosa, tmp_path):
    """A window with a document, a doctor and a helper in its case, and all folds open."""
    paper = tmp_path / "note.txt"
    paper.write_text("The plan called on Monday.")
    documents.attach(workspace, rosa, paper)
    facts = window.desk.pane.page.overview.facts
    facts.helper.tick.box.click()
    facts.providers.add_button.click()
    for fold in facts._folds:
        fold.set_open(True)
    return window


@pytest.mark.parametrize("tab", range(5))
def test_every_tab(full_window, tab):
    full_window.desk.show_tab(tab)
    assert unnamed(full_window) == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet(full_window, name):
    SHEETS[name](full_window.desk)
    assert unnamed(full_window) == []


def test_the_welcome_page_and_its_sheets(new_window, encrypted_workspace):
    window = new_window()
    assert unnamed(window) == []
    window.welcome.begin_new()
    assert unnamed(window) == []
    path = encrypted_workspace.path
    encrypted_workspace.close()
    window.welcome.open(path)
    assert unnamed(window) == []


def test_the_walk_finds_a_field_without_a_name(qtbot):
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(QLineEdit())
    page.show()
    assert unnamed(page) == ["QLineEdit in QWidget"]
