"""Adding to what was sent: the proof, the numbers and a note that came later."""

from __future__ import annotations

from pathlib import Path

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services import sent
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import LineField, TextField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.proof_field import ProofField
from advocate_desktop.ui.sheet import Sheet


class ProofSheet(Sheet):
    """Takes what came to be known after something was sent; what was sent stays as it is."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        item: SentItem,
    ) -> None:
        super().__init__(
            f"Proof that this was sent: {item.title}",
            "Save",
            self._save,
            "What was sent stays as it is. Only this is added.",
        )
        self._workspace = workspace
        self._bridge = bridge
        self._item = item
        papers = {document.id: document.name for document in record.documents}
        self.proof = ProofField(
            papers, lambda sheet: dialogs.open_file(sheet, "Proof", file_dialogs.ANYTHING)
        )
        rows = (
            Row("Proof", self.proof, "proof", "A fax report, a receipt, a picture of the screen."),
            Row("Number of the mail piece", LineField("From the receipt"), "tracking"),
            Row("Confirmation", LineField("What the fax or the website said"), "confirmation"),
            Row("Note", TextField(lines=2), "note"),
        )
        self.form: Form[SentItem] = Form(rows, item)
        self.body.addWidget(self.form)
        self.setFocusProxy(self.proof.box)

    def _save(self) -> None:
        told = self.form.entered()
        file = told.proof if isinstance(told.proof, Path) else None
        workspace, item = self._workspace, self._item
        self.main_button.setEnabled(False)
        self._bridge.tasks.start(
            "Keeping the proof",
            lambda _: sent.add_proof(
                workspace,
                item,
                proof=None if file else told.proof,
                proof_file=file,
                tracking=told.tracking,
                confirmation=told.confirmation,
                note=told.note,
            ),
            lambda _: self.closed.emit(),
            lambda error: self.say(str(error)),
            lambda: self.main_button.setEnabled(True),
        )
