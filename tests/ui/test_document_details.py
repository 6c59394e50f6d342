"""The details of a document: its ties, its questions, and the names it suggests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import LinkKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.services import cases, document_links, documents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.documents_pane import DocumentsPane
from advocate_desktop.ui.event_sheet import EventSheet
from advocate_desktop.ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton
LETTER = b"Sample Health Plan\nMarch 4, 2026\n\nSubject: Your request for an MRI\n\nDear member,\n"


@pytest.fixture
def pane(
    qtbot: Any, workspace: Workspace, rosa: CaseId, bridge: Bridge, tasks: Tasks, answers: Any
) -> DocumentsPane:
    """The pane with a letter and a note, the details of the letter open."""
    documents.attach_bytes(workspace, rosa, "letter.txt", LETTER)
    documents.attach_bytes(workspace, rosa, "note.txt", b"Called.")
    made = DocumentsPane(workspace, bridge, tasks, answers)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    qtbot.waitExposed(made)
    made.show_case(rosa)
    made.details.fold.set_open(True)
    return made


def press(qtbot: Any, pane: DocumentsPane, name: str) -> None:
    found = [b for b in pane.details.findChildren(QPushButton) if b.accessibleName() == name]
    qtbot.mouseClick(found[-1], LEFT)


def test_papers_are_linked_followed_and_taken_apart(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    letter, note = cases.record(workspace, rosa).documents
    ties = pane.details.ties
    ties.kind.set_value(LinkKind.REPLACES)
    ties.other.set_value(note.id)
    qtbot.mouseClick(ties.link_button, LEFT)
    (link,) = document_links.links_of(workspace, letter.id)
    assert (link.kind, link.other.id) == (LinkKind.REPLACES, note.id)
    press(qtbot, pane, "It replaces note.txt: show it")
    shown = pane.table.current()
    assert shown is not None
    assert shown.id == note.id
    press(qtbot, pane, "Take away: It is replaced by letter.txt")
    assert document_links.links_of(workspace, letter.id) == ()
    workspace.undo()
    assert len(document_links.links_of(workspace, letter.id)) == 1


def test_a_paper_is_said_to_prove_an_event_and_undo_takes_it_back(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    letter = cases.record(workspace, rosa).documents[0]
    denial = cases.record(workspace, rosa).events[0]
    pane.details.ties.happened.set_value(denial.id)
    qtbot.mouseClick(pane.details.ties.prove_button, LEFT)
    assert cases.record(workspace, rosa).events[0].document == letter.id
    workspace.undo()
    assert cases.record(workspace, rosa).events[0].document is None


def test_what_a_paper_tells_is_recorded_with_the_paper_as_its_proof(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    letter = cases.record(workspace, rosa).documents[0]
    workspace.run("Dated", documents.update, replace(letter, date=date(2026, 1, 22)))
    with qtbot.waitSignal(pane.sheet_wanted) as asked:
        qtbot.mouseClick(pane.details.ties.record_button, LEFT)
    sheet: EventSheet = asked.args[1]()
    qtbot.addWidget(sheet)
    sheet.form.field("kind").set_value(EventKind.INCIDENT)
    sheet.attempt()
    made = cases.record(workspace, rosa).events[-1]
    assert (made.document, made.at) == (letter.id, date(2026, 1, 22))


def test_a_guessed_date_is_kept_only_when_it_is_confirmed(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    asked = pane.details.questions.date
    assert "4 Mar 2026" in asked.question.text()
    assert cases.record(workspace, rosa).documents[0].date is None
    qtbot.mouseClick(asked.yes, LEFT)
    assert cases.record(workspace, rosa).documents[0].date == date(2026, 3, 4)
    assert asked.isHidden()


def test_the_subject_is_offered_as_the_title(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    qtbot.mouseClick(pane.details.questions.title.yes, LEFT)
    assert cases.record(workspace, rosa).documents[0].title == "Your request for an MRI"


def test_names_of_the_case_are_suggested_for_from_and_to(pane: DocumentsPane) -> None:
    assert pane.details.form is not None
    line = pane.details.form.field("sender").box
    offered = line.completer().model().stringList()  # type: ignore[attr-defined]
    assert "Sample Health Plan" in offered


def test_a_paper_with_nearly_the_same_text_is_hinted_and_leads_there(
    qtbot: Any, pane: DocumentsPane, workspace: Workspace, rosa: CaseId
) -> None:
    text = " ".join(f"word {number} of it" for number in range(60))
    documents.attach_bytes(workspace, rosa, "fax.txt", text.encode())
    documents.attach_bytes(workspace, rosa, "scan.txt", text.upper().encode())
    fax, scan = cases.record(workspace, rosa).documents[-2:]
    pane.table.choose([fax.id])
    press(qtbot, pane, "Nearly the same text as scan.txt: show it")
    shown = pane.table.current()
    assert shown is not None
    assert shown.id == scan.id


def test_another_paper_s_details_begin_at_the_top(pane: DocumentsPane) -> None:
    bar = pane.details._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    pane.table.choose([pane.table.rows.rows[1].id])
    assert bar.value() == 0
