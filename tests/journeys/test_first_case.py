"""A denial letter in hand: from the first start to the papers in the mail, by mouse and keys."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop import paths
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.ui import app
from advocate_desktop.ui.window import MainWindow
from advocate_desktop.ui.window_memory import WindowMemory

NOW = datetime(2026, 3, 16, 10, 42, tzinfo=PACIFIC)
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSPHRASE = "copper lantern seven rivers"


WORDS = (
    *(b"Rosa", b"Golden Poppy", b"GPH-4471", b"MRI", b"Dr. Sample", b"118 Sample Street"),
    *(b"Fresno", b"93701", b"555-0134", b"1961-03-04", b"Denise", b"REF-88214", b"grievance"),
    *(b"denial.pdf", b"necessary", b"copper lantern"),
)
"""What is typed, what is in the papers, and a piece of the passphrase."""


class Answers:
    """Answers file dialogs with what the journey put down."""

    def __init__(self) -> None:
        self.open: tuple[Path, ...] = ()
        self.save: Path | None = None

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.open[0] if self.open else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        return self.open

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        assert suggested.endswith(".pdf")
        return self.save

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        return None


class Person:
    """Somebody at the window with a mouse and a keyboard."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.answers = Answers()
        self.window: MainWindow

    def start_program(self) -> None:
        memory = WindowMemory(self.folder / "window.ini")
        self.window = MainWindow(memory, self.answers, lambda: NOW)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.start(None)
        self.window.resize(1280, 800)
        self.qtbot.wait(50)

    def close_program(self) -> None:
        assert self.window.close()
        self.window.tasks.stop()

    def press(self, words: str) -> None:
        shown = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        button = next((b for b in shown if b.text() == words and b.isEnabled()), None)
        assert button is not None, f"no button “{words}” among {[b.text() for b in shown]}"
        self.qtbot.mouseClick(button, LEFT)

    def keys(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def box(self, name: str) -> QWidget:
        shown = [w for w in self.window.findChildren(QWidget) if w.isVisible()]
        found = [w for w in shown if w.accessibleName() == name]
        assert found, f"nothing in sight is called “{name}”"
        return found[0]

    def fill(self, name: str, text: str) -> None:
        box = self.box(name)
        box.setFocus()
        QTest.keyClicks(box, text)

    def choose(self, name: str, words: str) -> None:
        box = self.box(name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == words:
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        raise AssertionError(f"“{words}” is not offered for “{name}”")

    def wait_until(self, is_so: Any) -> None:
        self.qtbot.waitUntil(is_so, timeout=30_000)


@pytest.fixture
def person(qtbot: Any, qapp: QApplication, tmp_path: Path, monkeypatch: Any) -> Iterator[Person]:
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path / "data")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    before = qapp.style().name(), qapp.palette(), qapp.font()
    app.prepare(qapp)
    made = Person(qtbot, tmp_path)
    yield made
    made.window.tasks.stop()
    qapp.setStyle(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


@pytest.fixture
def denial_letter(tmp_path: Path) -> Path:
    """A denial letter as it comes by mail and is scanned."""
    path = tmp_path / "denial.pdf"
    canvas = Canvas(str(path))
    lines = (
        "Golden Poppy Health Plan",
        "Notice of Denial                                             January 16, 2026",
        "Your request for an MRI of the knee is denied because the service",
        "is not medically necessary. You may file a grievance.",
    )
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 24 * number, line)
    canvas.save()
    return path


def text_of(pdf: Path) -> str:
    told = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return told.stdout


def test_from_the_first_start_to_the_papers_and_back_again(
    person: Person, denial_letter: Path, tmp_path: Path
) -> None:
    person.start_program()
    make_a_casebook(person)
    enter_the_case(person)
    fill_in_the_facts(person)
    attach_the_letter(person, denial_letter)
    record_what_happened(person)
    record_a_call(person)
    read_the_deadlines(person)
    letter = save_the_letter(person, tmp_path)
    packet = save_the_packet(person, tmp_path)
    person.close_program()
    assert "Rosa Example" in text_of(letter)
    assert "GPH-4471" in text_of(letter)
    assert "Exhibit A" in text_of(packet)
    assert "not medically necessary" in text_of(packet)
    person.start_program()
    unlock(person)
    find_all_of_it_again(person)
    person.close_program()
    assert words_in_clear(tmp_path) == {}


def words_in_clear(folder: Path) -> dict[str, list[bytes]]:
    """Return the words of the case, by each file with any, but for the papers made and given.

    Settings, the list of casebooks used last, what a file dialog remembers, logs, caches, and the
    casebook with its backups are among the files.
    """
    files = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".pdf", ".zip")]
    assert {"window.ini", "My cases.casebook"} <= {path.name for path in files}
    found = {str(path): [w for w in WORDS if w in path.read_bytes()] for path in files}
    return {name: words for name, words in found.items() if words}


def make_a_casebook(person: Person) -> None:
    person.press("New casebook…")
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase again", PASSPHRASE)
    person.press("Create the casebook")
    assert person.window.desk is not None
    assert person.window.desk.workspace.encrypted


def enter_the_case(person: Person) -> None:
    person.keys(Qt.Key.Key_N, CTRL)
    person.fill("Given name", "Rosa")
    person.fill("Family name", "Example")
    person.fill("Plan", "Golden Poppy Health Plan")
    person.fill("Member ID", "GPH-4471")
    person.choose("The plan’s reason", "Not medically necessary")
    person.fill("Title", "MRI denied")
    person.fill("When it happened", "1/20/26")
    person.fill("What happened", "The plan denied the MRI that Dr. Sample ordered.")
    person.press("Start the case")
    record = person.window.desk.pane.record
    assert (record.client.name, record.case.title) == ("Rosa Example", "MRI denied")
    assert record.events[0].at == date(2026, 1, 20)


def fill_in_the_facts(person: Person) -> None:
    person.press("The client")
    person.fill("Date of birth", "March 4, 1961")
    person.fill("Street", "118 Sample Street")
    person.fill("City", "Fresno")
    person.fill("ZIP code", "93701")
    person.fill("Phone", "(559) 555-0134")
    person.press("The client")
    person.fill("What you want", "Approve the MRI of the knee.")
    person.keys(Qt.Key.Key_Tab)
    record = person.window.desk.pane.record
    assert record.client.date_of_birth == date(1961, 3, 4)
    assert record.client.address.city == "Fresno"
    assert record.case.desired_resolution == "Approve the MRI of the knee."


def attach_the_letter(person: Person, denial_letter: Path) -> None:
    person.answers.open = (denial_letter,)
    person.keys(Qt.Key.Key_A, CTRL | SHIFT)
    person.wait_until(lambda: len(person.window.desk.pane.record.documents) == 1)
    document = person.window.desk.pane.record.documents[0]
    assert document.kind is DocumentKind.DENIAL_LETTER
    assert document.pages == 1


def record_what_happened(person: Person) -> None:
    person.keys(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.press("Record what happened")
    person.choose("What happened", "You sent the grievance")
    when = person.box("When")
    when.setFocus()
    when.selectAll()
    QTest.keyClicks(when, "9 Feb 2026")
    person.choose("How it was sent", "By fax")
    person.press("Save")
    kinds = [event.kind for event in person.window.desk.pane.record.events]
    assert kinds == [EventKind.DENIAL_RECEIVED, EventKind.GRIEVANCE_FILED]


def record_a_call(person: Person) -> None:
    person.keys(Qt.Key.Key_C, CTRL | SHIFT)
    person.fill("Spoke with", "Denise")
    person.fill("Organization", "Golden Poppy Health Plan")
    person.fill("Reference number", "REF-88214")
    person.fill("What was said", "She could not say when the plan will decide.")
    person.keys(Qt.Key.Key_Return, CTRL)
    assert person.window.desk.pane.record.communications[0].reference == "REF-88214"


def read_the_deadlines(person: Person) -> None:
    person.keys(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    page = person.window.desk.pane.page
    assert "late" in page.next.sentence.text()
    assert "11 Mar 2026" in page.next.sentence.text()
    listed = page.overview.dates
    first = listed.visualRect(listed.model().index(0, 0))
    person.qtbot.mouseClick(listed.viewport(), LEFT, pos=first.center())
    why = person.window.desk.why
    person.wait_until(why.isActiveWindow)
    assert why.deadline.citation
    assert why.deadline.explanation
    QTest.keyClick(why, Qt.Key.Key_Escape)
    # Without a window manager nobody gives the keyboard back to the window below.
    person.window.activateWindow()
    person.wait_until(person.window.isActiveWindow)
    agenda = person.window.desk.calendar
    assert agenda.isVisible()


def save_the_letter(person: Person, folder: Path) -> Path:
    person.answers.save = folder / "letter.pdf"
    person.keys(Qt.Key.Key_T, CTRL)
    person.press("Write this letter")
    person.press("Save as PDF…")
    person.wait_until(lambda: "was saved" in person.window.notices.text)
    assert person.window.notices.action == "Open"
    return person.answers.save


def save_the_packet(person: Person, folder: Path) -> Path:
    person.answers.save = folder / "packet.pdf"
    person.keys(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    person.press("Packet for the DMHC complaint…")
    sheet = person.window.desk.pane.sheet
    if sheet.anyway.isVisible():
        sheet.anyway.box.click()
    person.press("Save the packet…")
    person.wait_until(lambda: "pages was saved" in person.window.notices.text)
    return person.answers.save


def unlock(person: Person) -> None:
    person.fill("Passphrase", PASSPHRASE)
    person.keys(Qt.Key.Key_Return)
    assert person.window.desk is not None


def find_all_of_it_again(person: Person) -> None:
    record = person.window.desk.pane.record
    assert record.client.name == "Rosa Example"
    assert record.client.phone == "(559) 555-0134"
    assert record.case.desired_resolution == "Approve the MRI of the knee."
    assert [event.kind for event in record.events] == [
        EventKind.DENIAL_RECEIVED,
        EventKind.GRIEVANCE_FILED,
    ]
    assert record.communications[0].person == "Denise"
    assert record.documents[0].file == "denial.pdf"
    assert person.window.desk.cases.model.rowCount() == 1
