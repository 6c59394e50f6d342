"""Printing the calendar: a month or an agenda as a PDF, saved where the user says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import MONTH_NAMES
from advocate_desktop.services import calendar_printing
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import saved_files, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.file_dialogs import PDFS, FileDialogs
from advocate_desktop.ui.tasks import Tasks

AGENDA_DAYS = 90
"""How far ahead a printed agenda reaches when no week is in sight."""


class CalendarPrint:
    """Asks where, writes in the background, and offers to open what was written."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, tasks: Tasks, dialogs: FileDialogs
    ) -> None:
        self._workspace = workspace
        self._bridge = bridge
        self._tasks = tasks
        self._dialogs = dialogs

    def month(self, parent: QWidget, day: date, case_id: CaseId | None) -> None:
        """Print the month of a day."""
        name = f"Calendar {MONTH_NAMES[day.month - 1]} {day.year}.pdf"

        def write(out: Path) -> None:
            calendar_printing.print_month(self._workspace, day.year, day.month, out, case_id)

        self._save(parent, "Print the month", name, write)

    def agenda(self, parent: QWidget, first: date, last: date, case_id: CaseId | None) -> None:
        """Print the agenda from one day to another, with what is already late before it."""
        name = f"Agenda {words.short_day(first)} to {words.short_day(last)} {last.year}.pdf"

        def write(out: Path) -> None:
            calendar_printing.print_agenda(self._workspace, first, last, out, case_id)

        self._save(parent, "Print the agenda", name, write)

    def _save(self, parent: QWidget, title: str, name: str, write: Callable[[Path], None]) -> None:
        out = self._dialogs.save_file(parent, title, name, PDFS)
        if out is None:
            return

        def job(progress: Progress) -> Path:
            write(out)
            return out

        self._tasks.start(
            "Setting the calendar in pages",
            job,
            lambda path: saved_files.tell(self._bridge, path),
            self._bridge.say_problem,
        )


def ahead(today: date) -> tuple[date, date]:
    """Return the span of an agenda that begins today."""
    return today, today + timedelta(days=AGENDA_DAYS)
