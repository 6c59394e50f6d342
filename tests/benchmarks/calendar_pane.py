"""Opens the calendar over 10,000 cases of twelve events and measures how the window fares.

Run with `python -m tests.benchmarks.calendar_pane [cases]`; it makes the casebook in a temporary
folder, then prints the time until the pane is first painted and until all dates are shown, the
longest gap between two turns of the event loop, and the same for a change of one case and for
another month.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.coverage import CoverageId
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, events
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calendar_bar import View
from advocate_desktop.ui.calendar_pane import CalendarPane
from advocate_desktop.ui.file_dialogs import QtFileDialogs
from advocate_desktop.ui.tasks import Tasks
from tests.benchmarks.deadlines import sample

CASES = 10_000
AT_ONCE = 500
"""Cases entered in one transaction."""
NOW = datetime(2026, 6, 1, 12, tzinfo=PACIFIC)


def fill(workspace: Workspace, number: int) -> None:
    """Enter that many cases of twelve events each."""

    def enter(unit: Unit, first: int) -> None:
        for n in range(first, min(first + AT_ONCE, number)):
            record = sample(n)
            client = Client(ClientId(f"client {n}"), "Sample", f"Client {n}")
            coverage = replace(record.coverage, id=CoverageId(f"coverage {n}"))
            cases.create(unit, replace(record, client=client, coverage=coverage))

    for first in range(0, number, AT_ONCE):
        workspace.run("Cases entered", enter, first)


class Gaps:
    """Measures the longest time in which the event loop did not turn."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._turn)
        self._last = time.perf_counter()
        self.gaps: list[float] = []
        self._timer.start()

    def begin(self) -> None:
        """Forget what was measured."""
        self.gaps.clear()
        self._last = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def __str__(self) -> str:
        worst = sorted(self.gaps)[-3:][::-1]
        return "longest gaps " + ", ".join(f"{gap * 1000:.0f}" for gap in worst) + " ms"


def wait(done: Callable[[], bool]) -> float:
    """Turn the event loop until something is so; return the seconds it took."""
    began, loop = time.perf_counter(), QEventLoop()
    while not done():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return time.perf_counter() - began


def tell(what: str, seconds: float, gaps: Gaps) -> None:
    """Print a line of the result."""
    print(f"{what}: {seconds:.2f} s, {gaps}", flush=True)  # noqa: T201


def main(number: int) -> None:
    """Measure and print."""
    application = QApplication([])
    folder = Path(tempfile.mkdtemp())
    workspace = Workspace.create(folder / "many.casebook", None, clock=lambda: NOW)
    began = time.perf_counter()
    fill(workspace, number)
    print(f"{number} cases entered in {time.perf_counter() - began:.1f} s", flush=True)  # noqa: T201
    tasks = Tasks()
    bridge = Bridge(workspace, tasks)
    gaps = Gaps()
    wait(lambda: len(gaps.gaps) > 5)
    gaps.begin()
    began = time.perf_counter()
    pane = CalendarPane(workspace, bridge, tasks, QtFileDialogs())
    pane.resize(345, 740)
    pane.show()
    application.processEvents()
    tell("first paint", time.perf_counter() - began, gaps)
    tell("all dates shown", wait(lambda: bool(pane.month.grid.model().cell(NOW.date()).rows)), gaps)
    for what, act in _acts(workspace, pane):
        gaps.begin()
        taken: list[object] = []
        pane.counting._take = lambda shown, taken=taken: (pane._take(shown), taken.append(shown))
        began = time.perf_counter()
        act()
        wait(lambda taken=taken: bool(taken))
        turns = len(gaps.gaps)
        wait(lambda turns=turns: len(gaps.gaps) > turns + 5)
        tell(what, time.perf_counter() - began, gaps)
    pane.stop()
    tasks.stop()
    workspace.close()


def _acts(workspace: Workspace, pane: CalendarPane) -> tuple[tuple[str, Callable[[], object]], ...]:
    closed = Event(EventId("closed"), EventKind.CLOSED, date(2026, 5, 30))
    return (
        (
            "one case changed",
            lambda: workspace.run("Closed", events.add, CaseId("1"), closed),
        ),
        ("week shown", lambda: (pane.show_view(View.WEEK), pane.refresh())),
        ("one case alone", lambda: (pane.show_case(CaseId("2")), pane.one_case.setChecked(True))),
        ("all cases again", lambda: pane.one_case.setChecked(False)),
        ("as of another day", lambda: pane.see_as_of(date(2026, 7, 1))),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
