"""A client's own facts, for one who is new or has no case at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal

from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import clients
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import case_fields
from advocate_desktop.ui.forms import Form
from advocate_desktop.ui.sheet import Sheet

_NEW = "Enter who they are. A case can be begun now or later."
_CHANGE = "What you change here changes in every case of this client."


class ClientSheet(Sheet):
    """Asks for a client's facts and keeps them."""

    saved = Signal(object)
    """The `ClientId`."""

    def __init__(self, workspace: Workspace, client: Client | None = None) -> None:
        title = "New client" if client is None else client.name
        main = "Enter the client" if client is None else "Save"
        super().__init__(title, main, self._save, _NEW if client is None else _CHANGE)
        self._workspace = workspace
        self._is_new = client is None
        rows = case_fields.client(lambda: workspace.now().date())
        self.form = Form(rows, client or Client(ClientId("")))
        self.form.set_read_only(workspace.read_only)
        self.main_button.setEnabled(not workspace.read_only)
        self.body.addWidget(self.form)
        self.setFocusProxy(self.form.field("given_name").box)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        told = self.form.entered()
        if self._is_new:
            made = self._workspace.run("Client entered", clients.create, told)
        else:
            self._workspace.run("Client changed", clients.update, told)
            made = told.id
        self.closed.emit()
        self.saved.emit(made)
