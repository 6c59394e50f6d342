"""The ledger of a client's consents: the list, and entering or changing one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from advocate_desktop.domain.consents import Consent, ConsentId, ConsentKind, ConsentState
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import Client
from advocate_desktop.services import consents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column
from advocate_desktop.ui.sheet import Sheet

KINDS: dict[ConsentKind, str] = {
    ConsentKind.AUTHORIZED_ASSISTANT: "Authorized assistant, for the DMHC (20-160)",
    ConsentKind.PLAN_REPRESENTATIVE: "Representative, for the plan",
    ConsentKind.RELEASE: "Release of health information (HIPAA, CMIA)",
    ConsentKind.MEDICARE_REPRESENTATIVE: "Representative, for Medicare (CMS-1696)",
    ConsentKind.POWER_OF_ATTORNEY: "Power of attorney",
    ConsentKind.OTHER: "Another paper",
}
_STATES: dict[ConsentState, str] = {
    ConsentState.UNSIGNED: "◇ Not signed yet",
    ConsentState.IN_FORCE: "✓ In force",
    ConsentState.ENDS_SOON: "● Ends soon",
    ConsentState.EXPIRED: "▲ Expired",
    ConsentState.REVOKED: "▲ Taken back",
}
_INTRO = (
    "What the client signed: who may act for them or receive their records, since when and until "
    "when. Packets are checked against it."
)


class ConsentsSheet(ListSheet[Consent]):
    """A list, those signed last first."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    """The `Consent` to change."""
    scan_wanted = Signal(object)
    """The `DocumentId` of a scan to look at."""

    def __init__(self, workspace: Workspace, client: Client) -> None:
        self._today: Callable[[], date] = lambda: day_of(workspace.now())
        super().__init__(
            f"Consents of {client.name}",
            "Enter a consent",
            _INTRO,
            self._columns(),
            lambda row: row.id,
            lambda: consents.of_client(workspace, client.id),
            "Nothing is signed yet, as far as this casebook knows.",
            not workspace.read_only,
        )
        self._workspace = workspace
        self.change_button = self.add_button("Change…", "pencil", self.change_wanted.emit)
        self.revoke_button = self.add_button("Taken back today", "x", self._revoke)
        self.scan_button = self.add_button(
            "Look at the scan", "eye", lambda row: self.scan_wanted.emit(row.document)
        )
        self.remove_button = self.add_button("Take out", "trash-2", self._remove)
        self.refresh()

    def _take(self) -> None:
        self.add_wanted.emit()

    def _follow_choice(self) -> None:
        super()._follow_choice()
        self.main_button.setEnabled(self._writable)
        chosen = self.chosen
        for button in self._others:
            if button.text() == "Look at the scan":
                button.setEnabled(chosen is not None and chosen.document is not None)
            if button.text() == "Taken back today":
                button.setEnabled(
                    self._writable and chosen is not None and chosen.revoked_on is None
                )

    def _revoke(self, row: Consent) -> None:
        self._workspace.run("Consent taken back", consents.revoke, row, self._today())

    def _remove(self, row: Consent) -> None:
        self._workspace.run("Consent taken out", consents.remove, row.id)

    def _columns(self) -> tuple[Column[Consent], ...]:
        return (
            Column("Who", text=lambda row: row.name, second=lambda row: f"{KINDS[row.kind]}"),
            Column(
                "How it stands",
                text=lambda row: _STATES[row.state(self._today())],
                second=_span,
                spoken=lambda row: f"{_STATES[row.state(self._today())][2:]}, {_span(row)}",
            ),
        )


class ConsentSheet(Sheet):
    """Enters a consent or changes one."""

    saved = Signal()

    def __init__(self, workspace: Workspace, client: Client, consent: Consent | None) -> None:
        title = "Enter a consent" if consent is None else "Change a consent"
        super().__init__(f"{title}: {client.name}", "Save", self._save)
        self._workspace = workspace
        self._is_new = consent is None
        shown = consent or Consent(ConsentId(""), client.id)
        papers = {d.id: d.name for d in consents.papers_of(workspace, client.id)}
        today = lambda: day_of(workspace.now())  # noqa: E731 - handed on, called later
        self.form = Form(
            (
                Row("What it is", ChoiceField(KINDS), "kind"),
                Row("Who may", LineField("Name of the person or place"), "name"),
                Row("What for", TextField("Such as: records of the MRI, to appeal", 3), "scope"),
                Row("Signed on", DateField(today), "signed_on"),
                Row("Ends on", DateField(today), "expires_on", "Empty when it names no end."),
                Row("Taken back on", DateField(today), "revoked_on"),
                Row("The scan", ChoiceField(papers, "None attached yet"), "document"),
                Row("Note", LineField(), "note"),
            ),
            shown,
        )
        self.body.addWidget(self.form)
        self.setFocusProxy(self.form.field("kind"))

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        if self._is_new:
            self._workspace.run("Consent entered", consents.add, self.form.entered())
        else:
            self._workspace.run("Consent changed", consents.change, self.form.entered())
        self.closed.emit()
        self.saved.emit()


def _span(row: Consent) -> str:
    parts = [f"signed {words.day(row.signed_on)}"] if row.signed_on else []
    if row.revoked_on:
        parts.append(f"taken back {words.day(row.revoked_on)}")
    elif row.expires_on:
        parts.append(f"until {words.day(row.expires_on)}")
    return ", ".join(parts)
