"""Keeps what is typed into sheets that are not saved yet, and opens them again as they were left.

A sheet that cannot be opened again by its name is not kept; whoever closes the casebook asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.own_dates import OwnDateId
from advocate_desktop.services import own_dates, unfinished
from advocate_desktop.services.unfinished import Unfinished
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.case_work import CaseWork
from advocate_desktop.ui.casebook_work import CasebookWork
from advocate_desktop.ui.own_date_work import OwnDateWork
from advocate_desktop.ui.people_work import PeopleWork

_EVERY = 1000
"""Milliseconds between looks at what is typed, so that a crash takes no more than that."""

Verb = Callable[[str], object]
"""Opens a sheet; its argument is the id of the entry to change, empty for a new one."""


class UnfinishedSheets(QObject):
    """Watches the open sheets of a pane; `verbs` open one by the first part of its name."""

    case_wanted = Signal(object)
    """The `CaseId` of a case with a sheet that was left, which the user wants to see."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, pane: CasePane, verbs: Mapping[str, Verb]
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._pane = pane
        self._verbs = verbs
        self._waiting: tuple[Unfinished, ...] = ()
        self._kept: tuple[Unfinished, ...] = ()
        self._opening = False
        self._told = ""
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.keep)
        pane.sheets_changed.connect(self._follow)

    def keep(self) -> bool:
        """Keep what is typed; return whether nothing would be lost by closing now."""
        touched = {key: sheet for key, sheet in self._pane.sheets.items() if sheet.is_touched()}
        sheets = tuple(filter(None, (self._taken(*key) for key in touched)))
        wanted = (*self._waiting, *sheets)
        if wanted != self._kept and not self._workspace.read_only:
            try:
                unfinished.keep(self._workspace, wanted)
            except AdvocateError as error:
                self._tell(str(error))
                return False
            self._kept, self._told = wanted, ""
        return len(sheets) == len(touched) and wanted == self._kept

    def offer(self) -> None:
        """Open what was left of the case at hand, and tell of all that was left."""
        if self._workspace.read_only:
            return
        self._kept = self._waiting = unfinished.kept(self._workspace)
        titles = self.open_for_case()
        if titles:
            self._bridge.say(f"Still there, not saved yet: {', '.join(titles)}.")
        elif self._waiting:
            case = self._waiting[-1].case
            self._bridge.say(
                "A sheet of another case is still there, not saved yet.",
                "Show it",
                lambda: self.case_wanted.emit(case),
            )

    def open_for_case(self) -> tuple[str, ...]:
        """Open what was left of the case at hand; return the titles of the sheets."""
        case = self._pane.case
        mine = [sheet for sheet in self._waiting if sheet.case in (case, None)]
        if not mine or self._opening:
            return ()
        self._waiting = tuple(sheet for sheet in self._waiting if sheet not in mine)
        self._opening = True
        titles = tuple(filter(None, (self._open(sheet) for sheet in sorted(mine, key=_seen_last))))
        self._opening = False
        if not any(sheet.in_sight for sheet in mine):
            self._pane.show_top()
        self._follow()
        return titles

    def _open(self, left: Unfinished) -> str:
        before = set(self._pane.sheets)
        first, key = self._parts(left.name)
        self._verbs[first](key)
        made = next((k for k in self._pane.sheets if k not in before), None)
        if made is None and key:
            # What it would have changed is gone: what was typed is offered as a new one.
            self._verbs[first]("")
            made = next((k for k in self._pane.sheets if k not in before), None)
        if made is None:
            return ""
        sheet = self._pane.sheets[made]
        is_new = made[1] == first
        sheet.retype({**left.shown, **left.typed} if is_new else left.typed)
        return f"“{sheet.title}”"

    def _taken(self, case: CaseId | None, name: str) -> Unfinished | None:
        sheet = self._pane.sheets[case, name]
        first, _ = self._parts(name)
        typed, shown = sheet.typed()
        if not first or not typed:
            return None
        return Unfinished(case, name, typed, shown, in_sight=sheet is self._pane.sheet)

    def _parts(self, name: str) -> tuple[str, str]:
        """Return the verb of a sheet and the id of what it changes; both empty for neither."""
        if name in self._verbs:
            return name, ""
        first, _, key = name.rpartition(" ")
        return (first, key) if first in self._verbs else ("", "")

    def _follow(self) -> None:
        if self._opening:
            return
        if self._pane.sheets:
            self._timer.start()
        else:
            self._timer.stop()
        self.keep()

    def _tell(self, sentence: str) -> None:
        if sentence != self._told:
            self._told = sentence
            self._bridge.say_problem(sentence)


def verbs(
    workspace: Workspace,
    work: CaseWork,
    casebook: CasebookWork,
    dates: OwnDateWork,
    pane: CasePane,
    people: PeopleWork,
) -> dict[str, Verb]:
    """Return how each sheet that is kept is opened, by the first part of its name."""

    def own_date(key: str) -> None:
        own = own_dates.find(workspace, OwnDateId(key)) if key else None
        if own is not None:
            dates.change(own)
        elif not key:
            dates.add(None)

    return {
        "event": lambda key: _open_entry(pane, "events", key, work.change_event, work.record_event),
        "call": lambda key: _open_entry(
            pane, "communications", key, work.change_call, work.record_call
        ),
        "own date": own_date,
        "own letter": work.letters.change_own,
        "new case": lambda _: work.new_case(),
        "new client": lambda _: people.new_client(),
        "letterhead": lambda _: casebook.letterhead(),
    }


def _open_entry(
    pane: CasePane,
    entries: str,
    key: str,
    change: Callable[[Any], None],
    record: Callable[[], None],
) -> None:
    found = next((one for one in getattr(pane.record, entries, ()) if one.id == key), None)
    if found is not None:
        change(found)
    elif not key:
        record()


def _seen_last(sheet: Unfinished) -> bool:
    return sheet.in_sight
