"""The advocate's own letterhead, which stands at the head of letters."""

from __future__ import annotations

from advocate_desktop.services import settings
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.fields import LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.sheet import Sheet


class LetterheadSheet(Sheet):
    """Asks for name, organization, address, phone and e-mail."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            "Your letterhead",
            "Save",
            self._save,
            "It stands at the head of letters you write for a client, and your name in the history "
            "of changes. It is kept in this casebook.",
        )
        self._workspace = workspace
        self.form = Form(_rows(), settings.letterhead(workspace))
        self.body.addWidget(self.form)
        self.setFocusProxy(self.form.field("name").box)

    def _save(self) -> None:
        entered = self.form.entered()
        self._workspace.run("Letterhead changed", settings.set_letterhead, entered)
        self.closed.emit()


def _rows() -> tuple[Row, ...]:
    return (
        Row("Name", LineField(), "name"),
        Row("Organization", LineField(), "organization"),
        Row("Street", TextField(lines=2), "address.street"),
        Row("City", LineField(), "address.city"),
        Row("State", LineField(), "address.state"),
        Row("ZIP code", LineField(), "address.postal_code"),
        Row("Phone", LineField(), "phone"),
        Row("E-mail", LineField(), "email"),
    )
