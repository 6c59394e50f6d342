"""What a user does to a counted date: handled or not, another date from a letter, an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.moments import day_of
from advocate_desktop.services import deadlines, views
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.undo_notice import say_done


class DeadlineWork(QObject):
    """The verbs on a deadline; each is one change that undo takes back."""

    answer_wanted = Signal(object)
    """A `Deadline` whose open question the user wants to answer."""
    changed = Signal()
    """Something in the casebook changed; a date shown may be another now."""

    def __init__(self, workspace: Workspace, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge
        bridge.changed.connect(lambda _: self.changed.emit())

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._workspace.read_only

    def today(self) -> date:
        """Return the day it is."""
        return self._workspace.now().date()

    def mark_handled(self, deadline: Deadline) -> None:
        """Say that a deadline is handled since today."""
        label = f"Handled: {deadline.title}"
        self._try(label, deadlines.mark_handled, deadline, self.today())

    def unmark_handled(self, deadline: Deadline) -> None:
        """Say that a deadline is not handled after all."""
        label = f"Not handled after all: {deadline.title}"
        self._try(label, deadlines.mark_handled, deadline, None)

    def set_date(self, deadline: Deadline, new: date, reason: str) -> None:
        """Put another date in place of the counted one; raise `Invalid` without a reason."""
        self._run(f"Date set by hand: {deadline.title}", deadlines.set_date, deadline, new, reason)

    def count_again(self, deadline: Deadline) -> None:
        """Go back to the counted date."""
        label = f"Back to the counted date: {deadline.title}"
        self._try(label, deadlines.set_date, deadline, None, "")

    def as_it_stands(self, deadline: Deadline) -> Deadline | None:
        """Return the same deadline derived anew, None when the record no longer has it."""
        try:
            page = views.case_page(self._workspace, deadline.case)
        except NotFound:
            return None
        alike = [d for d in page.deadlines if d.rule == deadline.rule]
        started = [d for d in alike if _started(d) == _started(deadline)]
        if started:
            return started[0]
        # The event that started it was changed; with several clocks none can be told apart.
        return alike[0] if len(alike) == 1 else None

    def _try(self, label: str, command: Callable[..., None], *values: object) -> None:
        try:
            self._run(label, command, *values)
        except AdvocateError as error:
            self._bridge.say_problem(error)

    def _run(self, label: str, command: Callable[..., None], *values: object) -> None:
        self._workspace.run(label, command, *values)
        say_done(self._workspace, self._bridge, label)


def _started(deadline: Deadline) -> date:
    return day_of(deadline.started_by.at)
