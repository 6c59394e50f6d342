"""“In this file”: people and dates of a card or calendar file, each to take into the record."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import attached_offers
from advocate_desktop.services.attached_offers import FileOffer, OfferKind
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.undo_notice import say_done

_ASKED = {
    OfferKind.PROVIDER: "Add “{0}” as a provider",
    OfferKind.CLIENT: "Fill in what is missing of the client, “{0}”",
    OfferKind.APPOINTMENT: "Add the appointment “{0}”",
}
_DONE = {
    OfferKind.PROVIDER: "Provider added from a card",
    OfferKind.CLIENT: "Client filled in from a card",
    OfferKind.APPOINTMENT: "Appointment added from a file",
}
_MOST_LINES = 10
_NOTHING = "Nothing in this file can be taken over: no names and no dates were found."


class AttachedOffersPanel(QWidget):
    """A row for each person or date, with a button that takes it over."""

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        super().__init__()
        self._workspace, self._bridge = workspace, bridge
        self._document: Document | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(tokens.SPACE_S)
        self._area = scrolled(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_XS)
        column.addWidget(cards.heading("In this file"))
        column.addWidget(self._area)
        bridge.changed.connect(self._hear)
        self.hide()

    def show_document(self, document: Document | None) -> None:
        """Show what a card or calendar file offers; other documents offer nothing here."""
        offers = document is not None and attached_offers.may_offer(document)
        self._document = document if offers else None
        self.setVisible(offers)
        self._area.setMaximumHeight(self.fontMetrics().height() * _MOST_LINES)
        self._read()

    def _hear(self, changes: Changes) -> None:
        if changes.cases:
            self._read()

    def _read(self) -> None:
        document = self._document
        if document is not None:
            self._bridge.tasks.start(
                "",
                lambda _: attached_offers.offers(self._workspace, document.id),
                lambda found: self._show(document.id, found),
                self._bridge.say_problem,
            )

    def _show(self, document_id: DocumentId, found: tuple[FileOffer, ...]) -> None:
        if self._document is None or self._document.id != document_id:
            return
        cards.clear(self.rows)
        if not found:
            self.rows.addWidget(cards.Words(_NOTHING, quiet=True))
        for offer in sorted(found, key=lambda one: one.accepted):
            self.rows.addWidget(self._row(document_id, offer))

    def _row(self, document_id: DocumentId, offer: FileOffer) -> QWidget:
        asked = _ASKED[offer.kind].format(offer.name)
        accept = QPushButton("Accepted" if offer.accepted else "Accept")
        accept.setAccessibleName(asked)
        accept.setEnabled(not offer.accepted and not self._workspace.read_only)
        accept.clicked.connect(lambda: self._accept(document_id, offer))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(cards.Words(asked))
        if offer.facts:
            said.addWidget(cards.note(offer.facts))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(said, 1)
        line.addWidget(accept)
        return row

    def _accept(self, document_id: DocumentId, offer: FileOffer) -> None:
        label = _DONE[offer.kind]
        try:
            self._workspace.run(label, attached_offers.accept, document_id, offer)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label)
