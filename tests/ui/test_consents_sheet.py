"""The ledger of consents in the window."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtTest import QTest

from advocate_desktop.domain.consents import Consent, ConsentId, ConsentState
from advocate_desktop.services import cases, consents, documents
from advocate_desktop.ui.consents_sheet import ConsentSheet, ConsentsSheet


def enter(window, name, signed, scan=None):
    window.acts["consents"].trigger()
    window.desk.pane.sheet.main_button.click()
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, ConsentSheet)
    for part, text in (("name", name), ("signed_on", signed)):
        field = sheet.form.field(part)
        field.box.setFocus()
        QTest.keyClicks(field.box, text)
    if scan is not None:
        sheet.form.field("document").set_value(scan)
        sheet.form.field("document").edited.emit()
    sheet.attempt()
    return sheet


def test_a_consent_is_entered_with_its_scan_and_looked_at(window, workspace, rosa, tmp_path):
    scan = tmp_path / "release.txt"
    scan.write_text("I let Lucia see my records.")
    document = documents.attach(workspace, rosa, scan).document
    enter(window, "Lucia Alvarez", "5 Jan 2026", document)
    client = cases.record(workspace, rosa).client.id
    (kept,) = consents.of_client(workspace, client)
    assert (kept.name, kept.signed_on, kept.document) == (
        "Lucia Alvarez",
        date(2026, 1, 5),
        document,
    )
    listed = window.desk.pane.sheet
    assert isinstance(listed, ConsentsSheet)
    assert "In force" in listed.model.index(0, 1).data()
    listed.table.selectRow(0)
    listed.scan_button.click()
    assert window.desk.pane.page.documents.table.current().id == document


def test_a_consent_is_taken_back_and_undo_brings_it_into_force(window, workspace, rosa):
    enter(window, "Dr. Sample", "5 Jan 2026")
    listed = window.desk.pane.sheet
    listed.table.selectRow(0)
    listed.revoke_button.click()
    client = cases.record(workspace, rosa).client.id
    state = lambda: consents.of_client(workspace, client)[0].state(workspace.now().date())  # noqa: E731
    assert state() is ConsentState.REVOKED
    assert not listed.revoke_button.isEnabled()
    workspace.undo()
    assert state() is ConsentState.IN_FORCE


def test_without_a_name_nothing_is_entered(window, workspace, rosa):
    sheet = enter(window, "", "5 Jan 2026")
    assert "whom it lets" in sheet.problem.text


def test_a_consent_that_ends_soon_is_said_on_opening_and_led_to(window, workspace, rosa):
    client = cases.record(workspace, rosa).client.id
    window.desk.people.say_ending_consents()
    assert window.notices.text == ""
    today = workspace.now().date()
    for name, days in (("Late One", 25), ("First One", 5), ("Far One", 90)):
        made = Consent(
            ConsentId(""),
            client,
            name=name,
            signed_on=today - timedelta(days=300),
            expires_on=today + timedelta(days=days),
        )
        workspace.run("Consent entered", consents.add, made)
    window.desk.people.say_ending_consents()
    assert "What lets First One act ends on Sun 15 Feb 2026" in window.notices.text
    assert "1 more consent ends soon" in window.notices.text
    window.notices._act()
    assert isinstance(window.desk.pane.sheet, ConsentsSheet)
