"""Reading the calendar off the window's thread; the newest request wins."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date, datetime

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.calendar_reading import CalendarReader
from advocate_desktop.services.progress import Progress
from advocate_desktop.ui import calendar_rows, cards
from advocate_desktop.ui.calendar_rows import Arranged
from advocate_desktop.ui.tasks import Task, Tasks

_WORTH_SAYING = 200
"""Cases to count from which the line says how far it is."""
_MANY = 1000
"""Cases after which what was counted is set aside from the search for garbage."""
_WORK, _BREATH = 0.004, 0.002
"""Seconds of work after which the window gets the processor, and for how long."""


class CalendarCounting:
    """Starts a reading in place of the one before, and says how far it is."""

    def __init__(
        self, reader: CalendarReader, tasks: Tasks, take: Callable[[Arranged], None]
    ) -> None:
        self.reader = reader
        self.line = cards.note()
        """“Still counting”, in sight while a long reading is under way."""
        self.line.hide()
        self._tasks = tasks
        self._take = take
        self._newest = 0
        self._task: Task | None = None

    def start(self, first: date, last: date, case_id: CaseId | None, as_of: datetime) -> None:
        """Read the calendar; what an older request finds is thrown away."""
        self.stop()
        number = self._newest

        def job(progress: Progress) -> Arranged:
            steps = _Breathing(progress)
            content = self.reader.read(first, last, case_id, as_of, steps)
            shown = calendar_rows.arranged(content, one_case=case_id is not None, pause=steps.check)
            if len(content.entries) > _MANY:
                _set_aside()
            return shown

        task = self._tasks.start(
            "",
            job,
            lambda shown: self._end(number, shown),
            lambda error: self._fail(number, error),
        )
        self._task = task
        task.stepped.connect(lambda done, total, _: self._say(number, done, total))

    def close(self) -> None:
        """Read no more, for the casebook closes."""
        self.stop()
        gc.unfreeze()

    def stop(self) -> None:
        """Let go of the reading under way."""
        self._newest += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.line.hide()

    def _end(self, number: int, shown: Arranged) -> None:
        if number == self._newest:
            self.line.hide()
            self._take(shown)

    def _fail(self, number: int, error: AdvocateError) -> None:
        if number == self._newest:
            self.line.setText(str(error))
            self.line.show()

    def _say(self, number: int, done: int, total: int) -> None:
        if number == self._newest and total >= _WORTH_SAYING:
            self.line.setText(f"Still counting dates: {done:,} of {total:,} cases.")
            self.line.show()


class _Breathing(Progress):
    """Passes steps on, and now and then lets the window go first.

    Python runs one thread at a time: without a pause, each small thing the window draws would
    wait for its turn.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._since = time.monotonic()

    def step(self, done: int, total: int, text: str = "") -> None:
        self.check()
        self._progress.step(done, total, text)
        if done % _MANY == _MANY - 1:
            _set_aside()

    def check(self) -> None:
        self._progress.check()
        if time.monotonic() - self._since > _WORK:
            time.sleep(_BREATH)
            self._since = time.monotonic()


def _set_aside() -> None:
    """Spare what is there the search for garbage until the casebook closes.

    Dates of thousands of cases are hundreds of thousands of objects, and each full search stops
    the whole program while it walks over them.
    """
    gc.freeze()
