"""Every action of the window: its words, its keys, its icon, and when it can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from advocate_desktop.ui import icons


class Needs(IntEnum):
    """What must be at hand before an action can be used."""

    NOTHING = 0
    CASEBOOK = 1
    WRITING = 2
    """A casebook that can be written."""
    CASE = 3
    """A case, to read."""
    CASE_WRITING = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu."""

    name: str
    menu: str
    text: str
    keys: str = ""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    after_line: bool = False
    """Set apart by a line from the entry above."""
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    """Where a Mac's menu bar puts it."""


MENUS = ("&File", "&Edit", "&Case", "&Documents", "&Letters", "&View", "&Help")

_C, _W, _CASE, _CW = Needs.CASEBOOK, Needs.WRITING, Needs.CASE, Needs.CASE_WRITING

ENTRIES: tuple[Entry, ...] = (
    Entry("new_casebook", "&File", "&New casebook…", icon="file-plus"),
    Entry("open_casebook", "&File", "&Open casebook…", "Ctrl+O", "folder-open"),
    Entry("sample", "&File", "Look at the &sample"),
    Entry("back_up", "&File", "&Back up to…", icon="shield", needs=_C, after_line=True),
    Entry("backups", "&File", "Bac&kups and restoring", icon="history", needs=_C),
    Entry("casebook_history", "&File", "&History of this casebook", icon="history", needs=_C),
    Entry("check", "&File", "&Check this casebook", needs=_C),
    Entry("import_case", "&File", "&Import cases…", needs=_W, after_line=True),
    Entry("export_case", "&File", "&Export…", icon="download", needs=_C),
    Entry("print", "&File", "&Print…", "Ctrl+P", "printer", _C, True),
    Entry("letterhead", "&File", "Your &letterhead…", needs=_W),
    Entry("passphrase", "&File", "Passphrase and recover&y", needs=_C),
    Entry("forget", "&File", "&Forget the passphrase here", needs=_C),
    Entry("lock", "&File", "&Lock", "Ctrl+L", "lock", _C, after_line=True),
    Entry("close_casebook", "&File", "Close casebook", "Ctrl+W", needs=_C),
    Entry("quit", "&File", "&Quit", "Ctrl+Q", role=QAction.MenuRole.QuitRole, after_line=True),
    Entry("undo", "&Edit", "&Undo", "Ctrl+Z", "undo-2", _W),
    Entry("redo", "&Edit", "&Redo", "Ctrl+Shift+Z", "redo-2", _W),
    Entry("find", "&Edit", "&Find or do anything", "Ctrl+K", "search", after_line=True),
    Entry("search", "&Edit", "&Search everything", "Ctrl+Shift+F", "search", _C),
    Entry("new_case", "&Case", "&New case", "Ctrl+N", "plus", _W),
    Entry("new_client", "&Case", "New c&lient", "Ctrl+Shift+N", "user", _W),
    Entry("clients", "&Case", "All &clients", "", "user", _C),
    Entry("consents", "&Case", "Consents &of the client", "", "file-text", _CASE),
    Entry("disclosures", "&Case", "What was &disclosed", "", "history", _CASE),
    Entry("case_history", "&Case", "Histor&y of this case", "Ctrl+H", "history", _CASE),
    Entry("record_event", "&Case", "Record what &happened", "Ctrl+E", "calendar", _CW, True),
    Entry("record_call", "&Case", "&Record call", "Ctrl+Shift+C", "phone", _CW),
    Entry("trash_case", "&Case", "Put this case into the &trash", "", "trash-2", _CW, True),
    Entry("trash", "&Case", "&Look into the trash", "", "trash-2", _C),
    Entry("erase_case", "&Case", "&Erase this case for good…", "", "", _CW),
    Entry("old_records", "&Case", "Records to lo&ok through", "", "history", _C),
    Entry("attach", "&Documents", "&Attach…", "Ctrl+Shift+A", "paperclip", _CW),
    Entry("letter", "&Letters", "Write a &letter", "Ctrl+T", "mail", _CASE),
    Entry("packet_plan", "&Letters", "Packet for the &plan", "", "package", _CASE, True),
    Entry("packet_dmhc", "&Letters", "Packet for the &DMHC complaint", "", "package", _CASE),
    Entry("packet_imr", "&Letters", "Packet for the medical &review (IMR)", "", "package", _CASE),
    Entry("tab_1", "&View", "&Overview", "Alt+1", needs=_CASE),
    Entry("tab_2", "&View", "&Timeline", "Alt+2", needs=_CASE),
    Entry("tab_3", "&View", "&Documents", "Alt+3", needs=_CASE),
    Entry("tab_4", "&View", "&Calls", "Alt+4", needs=_CASE),
    Entry("tab_5", "&View", "&Papers", "Alt+5", needs=_CASE),
    Entry("next_pane", "&View", "&Next pane", "F6", needs=_C, after_line=True),
    Entry("usual_layout", "&View", "&Usual layout", needs=_C),
    Entry("help", "&Help", "&Keys and marks", "F1", "circle-help"),
    Entry("rules", "&Help", "The &rules", "Shift+F1", "list"),
    Entry("about", "&Help", "&About Advocate Desktop", role=QAction.MenuRole.AboutRole),
)
_EVERYDAY_FIRST = ("&Case", "&Documents", "&Letters", "&Edit", "&View", "&File", "&Help")
TOOLBAR = ("new_case", "record_call", "attach", "letter", "packet_dmhc")
SHORT = {"attach": "Attach", "letter": "Letter", "packet_dmhc": "Packet"}
"""The word on the toolbar where the menu's is longer."""


class Actions:
    """The actions of one window, in its menus."""

    def __init__(self, window: QMainWindow, acts: Mapping[str, Callable[[], object]]) -> None:
        self._all: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for name in MENUS:
            self.menus[name] = window.menuBar().addMenu(name)
        for entry in ENTRIES:
            action = self._make(window, entry)
            action.triggered.connect(lambda _=False, act=acts[entry.name]: act())
            menu = self.menus[entry.menu]
            if entry.after_line:
                menu.addSeparator()
            menu.addAction(action)
        self.follow(casebook=False, writable=False, case=False)

    def __getitem__(self, name: str) -> QAction:
        """Return an action by name."""
        return self._all[name]

    def all(self) -> Iterator[QAction]:
        """Yield every action, in the order of the menus."""
        return iter(self._all.values())

    def usable(self) -> Iterator[QAction]:
        """Yield the actions that can be used now, those for everyday work first."""
        for menu in _EVERYDAY_FIRST:
            for entry in ENTRIES:
                if entry.menu == menu and self._all[entry.name].isEnabled():
                    yield self._all[entry.name]

    def follow(self, *, casebook: bool, writable: bool, case: bool) -> None:
        """Enable what can be used, and nothing else."""
        given = {
            Needs.NOTHING: True,
            Needs.CASEBOOK: casebook,
            Needs.WRITING: writable,
            Needs.CASE: case,
            Needs.CASE_WRITING: case and writable,
        }
        for entry in ENTRIES:
            self._all[entry.name].setEnabled(given[entry.needs])

    def _make(self, window: QMainWindow, entry: Entry) -> QAction:
        action = QAction(entry.text, window)
        if entry.icon:
            action.setIcon(icons.icon(entry.icon))
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
        if entry.name in SHORT:
            action.setIconText(SHORT[entry.name])
        action.setMenuRole(entry.role)
        self._all[entry.name] = action
        return action


def plain(action: QAction) -> str:
    """Return an action's words without the mark of its key."""
    return action.text().replace("&", "").rstrip("…")
