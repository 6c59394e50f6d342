"""A month and an agenda on paper, read back by another reader."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import calendar_printing, own_dates
from advocate_desktop.services.workspace import Workspace

Enter = Callable[[Workspace, CaseRecord], CaseId]


@pytest.fixture
def case(
    workspace: Workspace,
    new_record: Callable[..., CaseRecord],
    new_event: Callable[..., Event],
    enter: Enter,
) -> CaseId:
    """Enter a case whose acknowledgement is late and whose answer is due on 11 February."""
    found = enter(workspace, new_record(events=(new_event("grievance_received", "2026-01-12"),)))
    workspace.run(
        "Reminder set",
        own_dates.add,
        OwnDate(OwnDateId("own"), "Call the doctor’s office", date(2026, 2, 20), case=found),
    )
    return found


def text(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_month_holds_what_is_due_in_it(
    workspace: Workspace, case: CaseId, tmp_path: Path
) -> None:
    out = tmp_path / "february.pdf"
    calendar_printing.print_month(workspace, 2026, 2, out, case)
    read = " ".join(text(out).split())
    assert "February 2026" in read
    assert "doctor’s" in read
    assert "you must act" in read
    subprocess.run(["qpdf", "--check", str(out)], capture_output=True, check=True)


def test_an_agenda_begins_with_what_is_already_late(
    workspace: Workspace, case: CaseId, tmp_path: Path
) -> None:
    out = tmp_path / "agenda.pdf"
    calendar_printing.print_agenda(workspace, date(2026, 2, 10), date(2026, 3, 10), out)
    lines = [line for line in text(out).splitlines() if "2026" in line]
    late = next(i for i, line in enumerate(lines) if "Sat 17 Jan 2026" in line)
    due = next(i for i, line in enumerate(lines) if "Wed 11 Feb 2026" in line)
    own = next(i for i, line in enumerate(lines) if "Fri 20 Feb 2026" in line)
    assert late < due < own


def test_an_empty_agenda_says_so(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "agenda.pdf"
    calendar_printing.print_agenda(workspace, date(2026, 2, 10), date(2026, 3, 10), out)
    assert "Nothing is due in this time." in text(out)


def test_the_same_month_gives_the_same_bytes(
    workspace: Workspace, case: CaseId, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for out in (first, second):
        calendar_printing.print_month(workspace, 2026, 2, out, case)
    assert first.read_bytes() == second.read_bytes()
