"""Saving a letter as a file: PDF, Word, or plain text, and its text to paste into a portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.drafts import Draft, DraftId
from advocate_desktop.services import letter_files, letters
from advocate_desktop.services.letter_files import LetterForm
from advocate_desktop.services.letters import LetterRow
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs, icons, saved_files
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.file_dialogs import FileDialogs

_KINDS = {
    LetterForm.PDF: file_dialogs.PDFS,
    LetterForm.WORD: "Word documents (*.docx)",
    LetterForm.TEXT: "Plain text (*.txt)",
}
_OTHERS = {
    LetterForm.WORD: "Save for &Word…",
    LetterForm.TEXT: "Save as plain &text…",
}


class LetterSaving(QObject):
    """Asks for a file and writes it in the background."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, sheet: QWidget
    ) -> None:
        super().__init__(sheet)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._sheet = sheet

    def save(self, draft: Draft, client: str, form: LetterForm) -> None:
        """Save a draft, as kept, as a file of that kind."""
        workspace, draft_id = self._workspace, draft.id
        self._save(client, draft.title, form, partial(_save_draft, workspace, draft_id, form))

    def save_unwritten(self, record: CaseRecord, row: LetterRow) -> None:
        """Save a letter as the record gives it, without keeping it in the casebook."""
        write = partial(letters.save, self._workspace, record.case.id, row.name)
        self._save(record.client.name, row.title, LetterForm.PDF, write)

    def _save(
        self, client: str, title: str, form: LetterForm, write: Callable[[Path], None]
    ) -> None:
        suggested = saved_files.file_name(client, title, ending=f".{form.value}")
        out = self._dialogs.save_file(self._sheet, "Save the letter", suggested, _KINDS[form])
        if out is None:
            return
        self._bridge.tasks.start(
            "Writing the letter",
            lambda _: write(out),
            lambda _: self._tell(out),
            self._bridge.say_problem,
        )

    def other_ways(
        self,
        save: Callable[[LetterForm], None],
        portal: Callable[[], None],
        put_out: Callable[[], None],
    ) -> QPushButton:
        """Return a button with a menu; `save` takes a `LetterForm`, the others nothing."""
        made = QPushButton(icons.icon("download"), "Other ways…")
        menu = QMenu(made)
        menu.addAction("&Print…", put_out)
        for form, text in _OTHERS.items():
            menu.addAction(text, partial(save, form))
        menu.addAction("&Copy for a portal…", portal)
        made.setMenu(menu)
        return made

    def _tell(self, out: Path) -> None:
        saved_files.tell(self._bridge, out, f"The letter was saved as “{out.name}”.")


def _save_draft(workspace: Workspace, draft_id: DraftId, form: LetterForm, out: Path) -> None:
    letter_files.save(workspace, draft_id, out, form)
