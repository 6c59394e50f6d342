"""A call is written down by keys alone, and what was promised comes up on its day."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import cases, own_dates

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focused():
    return QApplication.focusWidget()


def write(text):
    QTest.keyClicks(focused(), text)


def on_to(window, name):
    """Press Tab until the field of that name has the keyboard."""
    for _ in range(30):
        if focused().accessibleName() == name:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to “{name}”")


def test_a_call_is_recorded_by_keys_alone(window, workspace, rosa):
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert focused().accessibleName() == "Spoke with"
    write("Denise")
    for name, text in (
        ("Department", "Appeals"),
        ("Organization", "Sample Health Plan"),
        ("Reference number", "REF-88"),
        ("What was said", "She found the fax."),
        ("What was promised", "a decision in writing"),
        ("Promised by", "13 Feb 2026"),
        ("Come back to it on", "16 Feb 2026"),
    ):
        on_to(window, name)
        write(text)
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert window.desk.pane.sheet is None
    (call,) = cases.record(workspace, rosa).communications
    assert call.at == datetime(2026, 2, 10, 12, 0, tzinfo=PACIFIC)
    assert (call.person, call.department, call.organization) == (
        "Denise",
        "Appeals",
        "Sample Health Plan",
    )
    assert (call.reference, call.summary) == ("REF-88", "She found the fax.")
    assert (call.promise, call.promised_by) == ("a decision in writing", date(2026, 2, 13))
    assert call.follow_up == date(2026, 2, 16)
    found = own_dates.occurrences(workspace, date(2026, 2, 1), date(2026, 2, 28), rosa)
    assert [o.own.title for o in found] == [
        "Promised by Denise: a decision in writing",
        "Follow up with Denise",
    ]


def test_a_promise_alone_is_worth_keeping(window, workspace, rosa):
    window.desk.work.record_call()
    sheet = window.desk.pane.sheet
    sheet.form.field("promise").box.setFocus()
    write("They will call back")
    sheet.attempt()
    assert cases.record(workspace, rosa).communications[0].promise == "They will call back"
    row = window.desk.pane.page.calls.model.index(0, 1)
    assert "Promised: They will call back" in row.data(Qt.ItemDataRole.ToolTipRole)
