"""The documents pane over a real casebook and real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.services import cases, documents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_list import DATE, KIND, PAGES, TITLE
from advocate_desktop.ui.documents_pane import DocumentsPane
from advocate_desktop.ui.documents_pane_order import moved
from advocate_desktop.ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton


class AtOnce(Executor):
    """Runs a job where it is given."""

    def submit(self, job: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(job(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


class Chooser:
    """Chooses the files a test names, in place of the dialogs."""

    def __init__(self) -> None:
        self.files: tuple[Path, ...] = ()
        self.save_as: Path | None = None
        self.suggested = ""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.files[0] if self.files else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        return self.files

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        self.suggested = suggested
        return self.save_as


def pdf(path: Path, *lines: str, pages: int = 1) -> Path:
    canvas = Canvas(str(path))
    for page in range(pages):
        canvas.drawString(72, 760, f"{path.name}, page {page + 1}")
        for number, line in enumerate(lines):
            canvas.drawString(72, 720 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A denial letter, a bill, a text, a locked PDF, and an empty file."""
    folder = tmp_path / "from the family"
    folder.mkdir()
    denial = (
        "Notice of denial",
        "Your request was denied because it is not medically necessary.",
    )
    found = {
        "denial.pdf": pdf(folder / "denial.pdf", *denial, pages=3),
        "bill.pdf": pdf(folder / "bill.pdf", "Statement", "Amount due: $120.00"),
        "note.txt": folder / "note.txt",
        "locked.pdf": folder / "locked.pdf",
        "empty.pdf": folder / "empty.pdf",
    }
    found["note.txt"].write_text("Called the plan on Monday.")
    with pikepdf.open(pdf(folder / "open.pdf", "Records")) as opened:
        opened.save(found["locked.pdf"], encryption=pikepdf.Encryption(owner="o", user="u"))
    found["empty.pdf"].write_bytes(b"")
    return found


@pytest.fixture
def case_id(workspace: Workspace, enter, new_record) -> CaseId:
    return enter(workspace, new_record())


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def pane(qtbot, workspace: Workspace, case_id, chooser, said) -> Iterator[DocumentsPane]:
    tasks = Tasks(AtOnce())
    bridge = Bridge(workspace, tasks)
    bridge.said.connect(lambda notice: said.append(notice.text))
    made = DocumentsPane(workspace, bridge, tasks, chooser)
    made.bridge = bridge  # kept alive as the window keeps it
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_case(case_id)
    yield made
    bridge.close()


def names(pane: DocumentsPane) -> list[str]:
    return [document.name for document in pane.table.rows.rows]


def stored(workspace: Workspace, case_id: CaseId) -> tuple[Document, ...]:
    return cases.record(workspace, case_id).documents


def attach_all(pane: DocumentsPane, files: dict[str, Path], *wanted: str) -> None:
    pane.attach([files[name] for name in wanted])


def drop(pane: DocumentsPane, *urls: QUrl) -> tuple[bool, bool]:
    """Drag urls over the pane and let go; return whether they were taken, and the frame shown."""
    data = QMimeData()
    data.setUrls(list(urls))
    actions, buttons = Qt.DropAction.CopyAction, LEFT
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), actions, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(pane, enter)
    framed = pane.drop_frame.isVisible()
    if enter.isAccepted():
        QApplication.sendEvent(pane, QDropEvent(QPointF(20, 20), actions, data, buttons, keys))
    return enter.isAccepted(), framed


def test_an_empty_case_holds_the_button_that_begins_it(qtbot, pane, chooser, files):
    assert pane.begin.isVisible()
    chooser.files = (files["denial.pdf"],)
    qtbot.mouseClick(pane.begin, LEFT)
    assert names(pane) == ["denial.pdf"]
    assert not pane.begin.isVisible()
    assert pane.table.isVisible()


def test_without_a_case_nothing_can_be_attached(pane, files):
    pane.show_case(None)
    attach_all(pane, files, "bill.pdf")
    assert not pane.begin.isVisible()
    assert drop(pane, QUrl.fromLocalFile(str(files["bill.pdf"]))) == (False, False)


def test_what_became_of_each_file_is_said_in_plain_sentences(pane, files):
    attach_all(pane, files, "denial.pdf", "bill.pdf", "locked.pdf", "empty.pdf", "denial.pdf")
    told = pane.report.text.splitlines()
    assert told[0] == "3 documents attached."
    assert any(line.startswith("“empty.pdf” was not added.") for line in told)
    twice = "“denial.pdf” was not added. The case has the same file already as “denial.pdf”."
    assert twice in told
    assert any(line.startswith("“locked.pdf”") and "password" in line for line in told)
    assert len(told) == 4, told


def test_the_report_leads_to_what_came_in_and_to_what_a_file_is_the_same_as(pane, files, tmp_path):
    odd = tmp_path / "a <b>bold & odd name.txt"
    odd.write_text("Words that are nowhere else.")
    pane.attach((odd,))
    new = pane.table.rows.rows[-1]
    pane.table.choose([pane.table.rows.rows[0].id])
    pane.attach((odd,))
    assert "“a <b>bold & odd name.txt” was not added" in pane.report.text
    assert "&lt;b&gt;" in pane.report._text.words.text()
    pane.report.document_wanted.emit(new.id)
    assert pane.table.current().id == new.id


def test_a_long_report_scrolls_and_hides_no_refusal(pane, files, tmp_path):
    copies = []
    for number in range(30):
        copies.append(tmp_path / f"empty {number}.pdf")
        copies[-1].write_bytes(b"")
    pane.attach([*copies, files["bill.pdf"]])
    assert len(pane.report.text.splitlines()) == 31
    assert pane.report.height() < pane.height() / 3


def test_the_report_goes_when_dismissed_and_when_another_case_comes(qtbot, pane, files, case_id):
    attach_all(pane, files, "bill.pdf")
    assert pane.report.isVisible()
    qtbot.mouseClick(pane.report.dismiss, LEFT)
    assert not pane.report.isVisible()
    attach_all(pane, files, "denial.pdf")
    pane.show_case(None)
    assert not pane.report.isVisible()


def test_what_was_attached_is_chosen_and_shown(pane, files):
    attach_all(pane, files, "bill.pdf")
    attach_all(pane, files, "denial.pdf", "note.txt")
    assert [document.name for document in pane.table.chosen()] == ["denial.pdf", "note.txt"]
    assert pane.viewer.document.name == "denial.pdf"
    assert pane.viewer.pages.page_count == 3


def test_the_table_tells_title_kind_date_and_pages(pane, files):
    attach_all(pane, files, "denial.pdf", "locked.pdf")
    table = pane.table.rows
    assert [table.index(0, column).data() for column in (TITLE, KIND, PAGES)] == [
        "denial.pdf",
        "Denial letter?",
        "3",
    ]
    assert table.index(1, PAGES).data() == "–"
    assert "password" in table.index(1, TITLE).data(Qt.ItemDataRole.ToolTipRole)
    assert "password" in table.index(1, TITLE).data(Qt.ItemDataRole.AccessibleTextRole)


def test_files_dropped_on_the_pane_are_attached(pane, files):
    urls = [QUrl.fromLocalFile(str(files[name])) for name in ("bill.pdf", "note.txt")]
    assert drop(pane, *urls) == (True, True)
    assert names(pane) == ["bill.pdf", "note.txt"]
    assert not pane.drop_frame.isVisible()


def test_an_address_on_the_web_is_not_fetched(pane):
    assert drop(pane, QUrl("https://example.org/denial.pdf")) == (False, False)
    assert names(pane) == []


def test_a_title_is_changed_where_it_stands(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf")
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_F2)
    editor = pane.table.viewport().findChild(QLineEdit)
    editor.clear()
    qtbot.keyClicks(editor, "Denial of the MRI")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(workspace, case_id)[0].title == "Denial of the MRI")
    assert names(pane) == ["Denial of the MRI"]
    assert stored(workspace, case_id)[0].file == "denial.pdf"


def test_a_kind_is_chosen_where_it_stands(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "bill.pdf")
    pane.table.edit(pane.table.rows.index(0, KIND))
    choice = pane.table.viewport().findChild(QComboBox)
    choice.setCurrentIndex(choice.findText("Explanation of benefits"))
    choice.activated.emit(choice.currentIndex())
    assert stored(workspace, case_id)[0].kind is DocumentKind.EOB


def test_title_and_date_are_written_below_the_list(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf")
    pane.details.fold.set_open(True)
    form = pane.details.form
    qtbot.keyClicks(form.field("date").box, "3 Jan 2026")
    qtbot.keyClicks(form.field("title").box, "Denial of the MRI")
    form.flush()
    document = stored(workspace, case_id)[0]
    assert (document.date, document.title) == (date(2026, 1, 3), "Denial of the MRI")
    assert pane.table.rows.index(0, DATE).data() == "Sat 3 Jan 2026"


def test_what_is_typed_for_one_document_is_saved_when_another_is_chosen(
    qtbot, pane, files, workspace, case_id
):
    attach_all(pane, files, "denial.pdf", "bill.pdf")
    pane.open_document(stored(workspace, case_id)[0].id)
    qtbot.keyClicks(pane.details.form.field("title").box, "The denial")
    pane.open_document(stored(workspace, case_id)[1].id)
    assert [document.title for document in stored(workspace, case_id)] == ["The denial", ""]
    assert pane.details.form.field("title").value() == ""


def test_what_to_know_of_a_document_stands_below_its_facts(pane, files):
    attach_all(pane, files, "locked.pdf")
    pane.details.fold.set_open(True)
    told = [label.text() for label in pane.details.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("locked.pdf · ") and "password" in text for text in told)


def test_removed_documents_come_back_by_undo(qtbot, pane, files, workspace, said):
    attach_all(pane, files, "denial.pdf", "bill.pdf", "note.txt")
    pane.table.selectAll()
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(pane) == [])
    assert said[-1] == "3 documents removed."
    assert pane.begin.isVisible()
    workspace.undo()
    assert names(pane) == ["denial.pdf", "bill.pdf", "note.txt"]


def test_delete_in_the_title_deletes_letters_and_not_the_document(qtbot, pane, files):
    attach_all(pane, files, "denial.pdf")
    pane.details.fold.set_open(True)
    line = pane.details.form.field("title").box
    line.setFocus()
    qtbot.keyClicks(line, "Denial")
    qtbot.keyClick(line, Qt.Key.Key_Home)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert names(pane) == ["denial.pdf"]
    assert pane.details.form.field("title").value() == "enial"


def test_alt_and_arrows_move_documents(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf", "bill.pdf", "note.txt")
    pane.open_document(stored(workspace, case_id)[2].id)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(pane) == ["denial.pdf", "note.txt", "bill.pdf"])
    assert [document.name for document in stored(workspace, case_id)] == names(pane)
    assert pane.table.current().name == "note.txt"
    qtbot.keyClick(pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(pane) == ["denial.pdf", "bill.pdf", "note.txt"])


def test_several_chosen_documents_move_together():
    ids = [DocumentId(letter) for letter in "abcde"]
    chosen = {DocumentId("b"), DocumentId("c")}
    assert "".join(moved(ids, chosen, -1)) == "bcade"
    assert "".join(moved(ids, chosen, 1)) == "adbce"
    assert "".join(moved(ids, {DocumentId("a"), DocumentId("c")}, -1)) == "acbde"
    assert "".join(moved(ids, {DocumentId("e")}, 1)) == "abcde"


def test_the_kind_of_several_documents_changes_at_once(pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf", "bill.pdf", "note.txt")
    pane.table.choose([document.id for document in stored(workspace, case_id)[1:]])
    action = next(a for a in pane._kinds.menu().actions() if a.text() == "Medical record")
    action.trigger()
    assert [document.kind for document in stored(workspace, case_id)] == [
        DocumentKind.DENIAL_LETTER,
        DocumentKind.MEDICAL_RECORD,
        DocumentKind.MEDICAL_RECORD,
    ]
    workspace.undo()
    assert stored(workspace, case_id)[1].kind is not DocumentKind.MEDICAL_RECORD


def test_files_sent_with_an_email_are_attached_beside_it(pane, files, workspace, case_id, tmp_path):
    message = EmailMessage()
    message["Subject"] = "Your request"
    message.set_content("See the letter.")
    denial = files["denial.pdf"].read_bytes()
    message.add_attachment(denial, maintype="application", subtype="pdf", filename="denial.pdf")
    (tmp_path / "message.eml").write_bytes(message.as_bytes())
    pane.attach([tmp_path / "message.eml"])
    assert pane.enclosed.isEnabled()
    pane.enclosed.trigger()
    assert [document.file for document in stored(workspace, case_id)] == [
        "message.eml",
        "denial.pdf",
    ]
    assert pane.report.text.startswith("1 document attached.")
    assert not pane.enclosed.isEnabled()
    pane.attach_enclosed()
    assert pane.report.text == "There was nothing to attach."


def test_a_copy_is_the_original_to_the_byte(qtbot, pane, files, chooser, said, tmp_path):
    attach_all(pane, files, "locked.pdf")
    chooser.save_as = tmp_path / "copy.pdf"
    qtbot.mouseClick(pane.copy_button, LEFT)
    assert chooser.suggested == "locked.pdf"
    assert chooser.save_as.read_bytes() == files["locked.pdf"].read_bytes()
    assert said[-1] == "Saved as “copy.pdf”. This copy is not encrypted."


def test_a_copy_into_a_folder_that_is_gone_says_so(pane, files, chooser, said, tmp_path):
    attach_all(pane, files, "bill.pdf")
    chooser.save_as = tmp_path / "nowhere" / "copy.pdf"
    pane.save_copy()
    assert said
    assert "copy.pdf" in said[-1] or "folder" in said[-1].lower()


def test_a_change_from_elsewhere_shows_and_keeps_the_choice(pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf", "bill.pdf")
    pane.open_document(stored(workspace, case_id)[1].id, 0)
    documents.attach(workspace, case_id, files["note.txt"])
    assert names(pane) == ["denial.pdf", "bill.pdf", "note.txt"]
    assert pane.table.current().name == "bill.pdf"


def test_a_search_hit_opens_its_document_on_its_page(pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf", "bill.pdf")
    pane.open_document(stored(workspace, case_id)[0].id, 2)
    assert pane.viewer.document.name == "denial.pdf"
    assert pane.viewer.pages.page == 2


def test_enter_goes_on_to_the_pages(qtbot, pane, files):
    attach_all(pane, files, "denial.pdf")
    pane.activateWindow()
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    qtbot.waitUntil(pane.viewer.pages.hasFocus)


def test_control_f_in_the_list_searches_the_document(qtbot, pane, files):
    attach_all(pane, files, "denial.pdf")
    pane.activateWindow()
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(pane.viewer.search.isVisible)


def test_a_narrow_pane_puts_the_viewer_below_and_leaves_columns_out(pane, files):
    attach_all(pane, files, "denial.pdf")
    assert pane.parts.orientation() == Qt.Orientation.Horizontal
    pane.resize(300, 700)
    assert pane.parts.orientation() == Qt.Orientation.Vertical
    assert not pane.table.isColumnHidden(TITLE)
    assert pane.table.isColumnHidden(PAGES)
    pane.resize(1400, 700)
    assert not pane.table.isColumnHidden(PAGES)


def test_the_room_the_user_gave_the_list_is_kept(pane, files):
    attach_all(pane, files, "denial.pdf")
    listed, shown = pane.parts.sizes()
    assert shown > listed
    pane.parts.moveSplitter(600, 1)
    pane.resize(1040, 700)
    assert pane.parts.sizes()[0] > pane.parts.sizes()[1]


def test_a_casebook_that_cannot_be_written_can_still_be_read(
    qtbot, pane, files, workspace, case_id, chooser
):
    attach_all(pane, files, "denial.pdf")
    reader = Workspace.open(workspace.path, None)
    bridge = Bridge(reader, Tasks(AtOnce()))
    other = DocumentsPane(reader, bridge, bridge.tasks, chooser)
    qtbot.addWidget(other)
    other.show()
    other.show_case(case_id)
    assert reader.read_only
    assert not other.attach_button.isEnabled()
    assert not other.remove_action.isEnabled()
    assert other.copy_button.isEnabled()
    assert other.viewer.pages.page_count == 3
    assert not other.table.rows.index(0, TITLE).flags() & Qt.ItemFlag.ItemIsEditable
    bridge.close()
    reader.close()


def test_all_that_takes_the_keyboard_has_a_name(pane, files):
    attach_all(pane, files, "denial.pdf")
    pane.details.fold.set_open(True)
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = widget.text() if hasattr(widget, "text") else ""
            assert widget.accessibleName() or text, widget


def test_a_guessed_kind_is_confirmed_with_one_button(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf")
    pane.details.fold.set_open(True)
    asked = pane.details.questions.kind
    assert "Denial letter" in asked.question.text()
    qtbot.mouseClick(asked.yes, LEFT)
    assert stored(workspace, case_id)[0].kind_confirmed
    assert not asked.isVisible()
    assert pane.table.rows.index(0, KIND).data() == "Denial letter"


def test_tags_and_who_it_is_from_are_saved(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf")
    pane.details.fold.set_open(True)
    form = pane.details.form
    qtbot.keyClicks(form.field("sender").box, "Sample Health Plan")
    qtbot.keyClicks(form.field("tags").box, "urgent, MRI")
    assert form.flush()
    (kept,) = stored(workspace, case_id)
    assert (kept.sender, kept.tag_list) == ("Sample Health Plan", ("urgent", "MRI"))


def test_a_search_hit_marks_its_words_from_its_page_on(pane, files, workspace, case_id):
    attach_all(pane, files, "denial.pdf", "bill.pdf")
    pane.open_document(stored(workspace, case_id)[0].id, 1, "denied")
    assert pane.viewer.search.line.text() == "denied"
    assert pane.viewer.pages.page == 1
    assert pane.viewer.search.list.currentItem().text().startswith("Page 2")


def test_typing_above_the_list_shows_only_what_has_the_words(pane, files):
    attach_all(pane, files, "denial.pdf", "bill.pdf")
    pane.table.filter.setText("dénial letter")
    assert [pane.table.isRowHidden(row) for row in (0, 1)] == [False, True]
    pane.table.filter.clear()
    assert not pane.table.isRowHidden(1)


def test_the_files_of_a_folder_come_in_without_what_is_hidden(pane, workspace, case_id, tmp_path):
    folder = tmp_path / "bag"
    (folder / "older").mkdir(parents=True)
    pdf(folder / "older" / "second.pdf")
    (folder / "first.txt").write_text("A letter.", encoding="utf-8")
    (folder / ".hidden").write_text("no", encoding="utf-8")
    (folder / "Thumbs.db").write_text("no", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder / "first.txt")
    assert drop(pane, QUrl.fromLocalFile(str(folder))) == (True, True)
    assert [document.file for document in stored(workspace, case_id)] == ["first.txt", "second.pdf"]
    assert pane.report.text == "2 documents attached."


def paste(qtbot, pane, held):
    QApplication.clipboard().setMimeData(held)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()


def test_text_and_pictures_are_pasted_as_documents(qtbot, pane, files, workspace, case_id):
    attach_all(pane, files, "bill.pdf")
    text = QMimeData()
    text.setText("What the plan said on the phone.")
    paste(qtbot, pane, text)
    picture = QMimeData()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.setImageData(image)
    paste(qtbot, pane, picture)
    _, words, photo = stored(workspace, case_id)
    assert words.file.startswith("Pasted text")
    assert documents.original(workspace, words.id) == b"What the plan said on the phone."
    assert (photo.media_type, photo.pages) == ("image/png", 1)


def test_copied_files_are_pasted_and_nothing_is_pasted_from_nothing(
    qtbot, pane, files, workspace, case_id
):
    attach_all(pane, files, "bill.pdf")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(files["denial.pdf"]))])
    paste(qtbot, pane, copied)
    paste(qtbot, pane, QMimeData())
    assert len(stored(workspace, case_id)) == 2
