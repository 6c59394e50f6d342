"""The record of what was disclosed of a client: the list, and entering one by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from advocate_desktop.domain.disclosures import Disclosure
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import Client
from advocate_desktop.services import disclosures
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column
from advocate_desktop.ui.sheet import Sheet

_INTRO = "Who got what of this client, when and why. Bundles that you hand over are noted here too."


@dataclass(frozen=True, slots=True)
class Entered:
    """What the short form holds."""

    recipient: str = ""
    what: str = ""
    purpose: str = ""
    method: str = ""
    on: date | None = None


class DisclosuresSheet(ListSheet[Disclosure]):
    """A list, the last first."""

    add_wanted = Signal()

    def __init__(self, workspace: Workspace, client: Client) -> None:
        super().__init__(
            f"What was disclosed of {client.name}",
            "Add to the record",
            _INTRO,
            _COLUMNS,
            lambda row: row.id,
            lambda: disclosures.disclosures(workspace, client.id),
            "Nothing is on record yet.",
            not workspace.read_only,
        )
        self._workspace = workspace
        self.remove_button = self.add_button("Take out", "trash-2", self._remove)
        self.refresh()

    def _take(self) -> None:
        self.add_wanted.emit()

    def _follow_choice(self) -> None:
        super()._follow_choice()
        self.main_button.setEnabled(self._writable)

    def _remove(self, row: Disclosure) -> None:
        self._workspace.run("Disclosure taken out", disclosures.remove, row.id)
        self.refresh()


class DisclosureSheet(Sheet):
    """Asks who got what, when and why, and keeps it."""

    noted = Signal()

    def __init__(self, workspace: Workspace, client: Client, what: str = "") -> None:
        super().__init__(f"Something of {client.name} was disclosed", "Add", self._save)
        self._workspace = workspace
        self._client = client
        self.form = Form(_rows(workspace), Entered(what=what))
        self.body.addWidget(self.form)
        self.setFocusProxy(self.form.field("recipient").box)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        told = self.form.entered()
        self._workspace.run(
            "Disclosure noted",
            disclosures.note,
            self._client.id,
            told.recipient,
            told.what,
            purpose=told.purpose,
            method=told.method,
            at=told.on,
        )
        self.closed.emit()
        self.noted.emit()


def _rows(workspace: Workspace) -> tuple[Row, ...]:
    return (
        Row("Who got it", LineField("Example Health Plan, appeals"), "recipient"),
        Row("What it was", LineField("Denial letter and medical records"), "what"),
        Row("What for", LineField("The appeal"), "purpose"),
        Row("How it went", LineField("Fax, mail, by hand"), "method"),
        Row("When", DateField(lambda: workspace.now().date()), "on", "Empty for today."),
    )


_COLUMNS = (
    Column[Disclosure](
        "What",
        text=lambda row: row.what,
        second=lambda row: " · ".join(filter(None, (row.recipient, row.purpose, row.method))),
    ),
    Column[Disclosure]("When", text=lambda row: words.day(day_of(row.at))),
)
