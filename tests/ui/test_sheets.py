"""The sheets do what their main button says, and say in place why not."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocate_desktop.domain.cases import Issue
from advocate_desktop.domain.communications import Channel
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind, Outcome
from advocate_desktop.domain.findings import Severity
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, documents, packets, settings
from advocate_desktop.services.merging import Way
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.new_case_sheet import Beginning, begin
from advocate_desktop.ui.saved_files import file_name


@pytest.fixture
def desk(window):
    return window.desk


def enter_into(sheet, **values):
    for part, value in values.items():
        field = sheet.form.field(part)
        field.set_value(value)
        field.edited.emit()


def test_a_case_cannot_begin_without_a_name(desk, workspace):
    desk.work.new_case()
    sheet = desk.pane.sheet
    enter_into(sheet, client=None)
    sheet.attempt()
    assert "name" in sheet.problem.text
    assert desk.pane.sheet is sheet


def test_a_second_case_of_a_client_uses_client_and_coverage_again(desk, workspace, rosa):
    first = cases.record(workspace, rosa)
    desk.work.new_case()
    sheet = desk.pane.sheet
    assert sheet.form.field("plan").value() == first.coverage.plan
    enter_into(sheet, title="A second dispute", issue=Issue.BILLING)
    sheet.attempt()
    record = desk.pane.record
    assert record.case.title == "A second dispute"
    assert record.client == first.client
    assert record.coverage == first.coverage


def test_another_plan_of_the_same_client_is_another_coverage(new_record):
    known = new_record()
    told = Beginning(client=known.client.id, plan="Another Plan", title="x")
    record = begin(told, known)
    assert record.client == known.client
    assert record.coverage.plan == "Another Plan"
    assert record.coverage.id != known.coverage.id


@pytest.mark.parametrize(
    ("issue", "kind"),
    [(Issue.DENIAL, EventKind.DENIAL_RECEIVED), (Issue.BILLING, EventKind.INCIDENT)],
)
def test_the_day_it_happened_starts_the_right_clock(issue, kind):
    record = begin(Beginning(issue=issue, happened_on=date(2026, 1, 5)), None)
    assert [(event.kind, event.at) for event in record.events] == [(kind, date(2026, 1, 5))]


def test_a_decision_is_not_recorded_without_how_it_came_out(desk, workspace, rosa):
    desk.work.record_event(EventKind.DECISION_RECEIVED)
    sheet = desk.pane.sheet
    sheet.attempt()
    assert "how it came out" in sheet.problem.text
    enter_into(sheet, outcome=Outcome.ADVERSE, at=date(2026, 2, 6))
    sheet.attempt()
    last = cases.record(workspace, rosa).events[-1]
    assert (last.kind, last.outcome) == (EventKind.DECISION_RECEIVED, Outcome.ADVERSE)
    assert desk.pane.sheet is None


def test_a_wrong_date_keeps_the_sheet_open_with_a_sentence(desk, workspace, rosa):
    desk.work.record_event(EventKind.INCIDENT)
    sheet = desk.pane.sheet
    line = sheet.form.field("at").box
    line.selectAll()
    QTest.keyClicks(line, "31 February")
    sheet.attempt()
    assert "calendar" in sheet.form.field("at").problem
    assert line.hasFocus()
    assert len(cases.record(workspace, rosa).events) == 2


def test_an_event_is_changed_where_it_stands(desk, workspace, rosa):
    row = desk.pane.page.timeline.model.rows[0]
    desk.work.change_event(row.event)
    enter_into(desk.pane.sheet, note="The letter is dated 2 January.")
    desk.pane.sheet.attempt()
    assert cases.record(workspace, rosa).events[0].note == "The letter is dated 2 January."
    assert workspace.undo_label == "Changed: The denial came"


def test_a_call_is_recorded_with_the_time_it_began(desk, workspace, rosa):
    desk.work.record_call()
    enter_into(desk.pane.sheet, person="Denise", summary="No answer yet.")
    desk.pane.sheet.attempt()
    call = cases.record(workspace, rosa).communications[0]
    assert call.at == datetime(2026, 2, 10, 12, 0, tzinfo=PACIFIC)
    assert (call.channel, call.person) == (Channel.PHONE, "Denise")


def test_a_sheet_that_was_begun_waits_for_its_case(desk, workspace, rosa, enter, new_record):
    other = enter(workspace, new_record())
    desk.work.record_call()
    QTest.keyClicks(desk.pane.sheet.form.field("person").box, "Denise")
    begun = desk.pane.sheet
    desk.choose(other)
    assert desk.pane.sheet is None
    desk.choose(rosa)
    assert desk.pane.sheet is begun
    QTest.keyClick(begun, Qt.Key.Key_Escape)
    assert desk.pane.sheet is None


def test_a_letter_is_saved_as_a_pdf_with_a_button_that_opens_it(window, desk, answers, tmp_path):
    answers.save = tmp_path / "letter.pdf"
    desk.work.write_letter("overdue-decision-notice")
    desk.pane.sheet.attempt()
    assert answers.save.read_bytes().startswith(b"%PDF")
    assert "was saved" in window.notices.text
    assert window.notices.action == "Open"
    assert desk.pane.sheet is not None


def test_a_letter_that_cannot_be_written_says_so_and_keeps_the_sheet(
    window, desk, answers, tmp_path
):
    answers.save = tmp_path / "no such folder" / "letter.pdf"
    desk.work.write_letter("overdue-decision-notice")
    sheet = desk.pane.sheet
    sheet.attempt()
    assert "folder" in window.notices.text
    assert desk.pane.sheet is sheet


def test_thinking_better_of_saving_changes_nothing(desk, answers):
    desk.work.write_letter("overdue-decision-notice")
    sheet = desk.pane.sheet
    sheet.attempt()
    assert desk.pane.sheet is sheet
    assert not sheet.problem.text


def test_a_packet_that_lacks_something_is_saved_only_after_a_tick(
    window, desk, workspace, rosa, answers, tmp_path
):
    answers.save = tmp_path / "packet.pdf"
    desk.work.build_packet(PacketKind.DMHC)
    sheet = desk.pane.sheet
    found = packets.preflight(workspace, rosa, PacketKind.DMHC)
    assert any(finding.severity is Severity.STOP for finding in found)
    assert sheet.findings.findings == found
    sheet.attempt()
    assert not answers.save.exists()
    sheet.anyway.box.click()
    sheet.attempt()
    assert answers.save.read_bytes().startswith(b"%PDF")
    assert "pages was saved" in window.notices.text


def test_the_packet_sheet_looks_again_when_a_paper_comes(desk, workspace, rosa, tmp_path):
    desk.work.build_packet(PacketKind.DMHC)
    sheet = desk.pane.sheet
    before = sheet.findings.findings
    paper = tmp_path / "denial.txt"
    paper.write_text("Notice of denial")
    documents.attach(workspace, rosa, paper, DocumentKind.DENIAL_LETTER)
    assert sheet.findings.findings != before
    assert sheet.findings.findings == packets.preflight(workspace, rosa, PacketKind.DMHC)


def test_the_letterhead_is_kept_in_the_casebook(desk, workspace):
    desk.casebook_work.letterhead()
    enter_into(desk.pane.sheet, name="Ada Advocate", phone="(555) 010-0001")
    desk.pane.sheet.attempt()
    kept = settings.letterhead(workspace)
    assert (kept.name, kept.phone) == ("Ada Advocate", "(555) 010-0001")


def test_a_backup_opens_and_holds_the_case(window, desk, answers, rosa, tmp_path, clock):
    answers.save = tmp_path / "copy.casebook"
    desk.casebook_work.back_up()
    assert "Backed up" in window.notices.text
    copy = Workspace.open(answers.save, None, clock=clock)
    assert cases.record(copy, rosa).case.id == rosa
    copy.close()


def test_a_check_that_finds_nothing_says_so(window, desk):
    desk.casebook_work.check()
    assert window.notices.text.startswith("Checked")


def test_a_case_goes_out_and_comes_in_again(window, desk, answers, tmp_path, rosa):
    answers.save = tmp_path / "rosa.zip"
    desk.bundles.export()
    desk.pane.sheet.attempt()
    assert "Exported" in window.notices.text
    answers.open = (answers.save,)
    desk.bundles.ask_for_file()
    sheet = desk.pane.sheet
    assert not sheet.main_button.isEnabled(), "it is the same as the case here"
    sheet.way.set_value(Way.ADD)
    sheet.way.edited.emit()
    sheet.attempt()
    assert desk.cases.model.rowCount() == 2
    assert desk.pane.case != rosa


def test_what_cannot_be_imported_says_why(window, desk, answers, tmp_path):
    answers.open = (tmp_path / "broken.zip",)
    answers.open[0].write_bytes(b"not a zip")
    desk.bundles.ask_for_file()
    assert window.notices.text
    assert desk.cases.model.rowCount() == 1


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Rosa Example", "Grievance"), "Rosa Example - Grievance.pdf"),
        (("", "Grievance"), "Grievance.pdf"),
        (("a/b\\c:d", "x*?"), "a b c d - x.pdf"),
        (("..", ""), "case.pdf"),
        (("n" * 400,), "n" * 120 + ".pdf"),
    ],
)
def test_file_names_are_ones_that_every_system_takes(parts, name):
    assert file_name(*parts, ending=".pdf") == name
