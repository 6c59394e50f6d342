"""Writing a letter: choose the one that fits, see what it lacks, save it as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.services import letters
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, file_dialogs, saved_files, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.findings_list import FindingsList
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.sheet import Sheet


class LetterSheet(Sheet):
    """Shows a letter's text with the facts of the case in it, and saves it."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        name: str | None = None,
    ) -> None:
        super().__init__("Write a letter", "Save as PDF…", self._save)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._record = record
        rows = sorted(letters.templates(workspace, record.case.id), key=lambda row: not row.fits)
        self._rows = {row.name: row for row in rows}
        self.letter = ChoiceField({row.name: _label(row) for row in rows})
        self._why = cards.note()
        self.findings = FindingsList("The record holds all that this letter needs.")
        self.text = QTextBrowser(openLinks=False)
        self.text.setAccessibleName("The letter’s text")
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self._build()
        if name in self._rows:
            self.letter.set_value(name)
        self.letter.edited.connect(self._show)
        self._show()
        self.setFocusProxy(self.letter.box)

    def _build(self) -> None:
        table = form_table()
        add_row(table, "Letter", self.letter)
        self.body.addLayout(table)
        self.body.addWidget(self._why)
        self.body.addWidget(self.findings)
        self.body.addWidget(cards.heading("The text"))
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * 14)
        self.body.addWidget(self.text, 1)
        self.fill()

    def _show(self) -> None:
        row = self._rows[self.letter.value()]
        self._why.setText(row.why)
        draft = letters.draft(self._workspace, self._record.case.id, row.name)
        self.findings.show_findings(draft.missing)
        self.text.setMarkdown(draft.body)

    def _save(self) -> None:
        row = self._rows[self.letter.value()]
        suggested = saved_files.file_name(self._record.client.name, row.title, ending=".pdf")
        out = self._dialogs.save_file(self, "Save the letter", suggested, file_dialogs.PDFS)
        if out is None:
            return
        workspace, case_id = self._workspace, self._record.case.id
        self.main_button.setEnabled(False)
        self._bridge.tasks.start(
            "Writing the letter",
            lambda progress: letters.save(workspace, case_id, row.name, out),
            lambda _: self._saved(out),
            lambda error: self.say(str(error)),
            lambda: self.main_button.setEnabled(True),
        )

    def _saved(self, out: Path) -> None:
        saved_files.tell(self._bridge, out, f"The letter was saved as “{out.name}”.")
        self.closed.emit()


def _label(row: letters.LetterRow) -> str:
    language = "" if row.language == "en" else f" ({words.LANGUAGES[row.language]})"
    return f"{row.title}{language}{'' if row.fits else ' – does not fit now'}"
