"""The foot of the window tells of work under way without pushing anything about."""

from __future__ import annotations

from PySide6.QtCore import QObject

from advocate_desktop.ui.status_line import TaskRow
from advocate_desktop.ui.tasks import Task


def test_a_long_name_of_what_is_worked_on_does_not_widen_the_window(qtbot):
    owner = QObject()
    task = Task("Reading scans", None, None, owner)
    row = TaskRow(task)
    qtbot.addWidget(row)
    before = row.minimumSizeHint().width()
    name = "Acknowledgement of the grievance " * 8
    task.stepped.emit(1, 2, name)
    assert row.minimumSizeHint().width() <= before
    assert row._text.toolTip() == f"{name} …"
    assert len(row._text.text()) < 80
