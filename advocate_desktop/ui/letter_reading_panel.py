"""“What this letter says”: each thing read in a letter, to look up and to accept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.denial_reading.notice_check import Missing
from advocate_desktop.domain.denial_reading.proposals import LetterField
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.rules import Confidence
from advocate_desktop.services import letter_reading
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.documents import Attached
from advocate_desktop.services.letter_reading import LETTERS, LetterReading, Offer
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.undo_notice import say_done

_LABELS = {
    LetterField.DATE: "Date of the letter",
    LetterField.REFERENCE: "Reference",
    LetterField.MEMBER_ID: "Member number",
    LetterField.SERVICE: "Service denied",
    LetterField.REASON: "Reason given",
    LetterField.CRITERION: "Criterion named",
    LetterField.DEADLINE: "Time to object",
    LetterField.PHONE: "Telephone",
    LetterField.FAX: "Fax",
    LetterField.ADDRESS: "Address for grievances",
    LetterField.SIGNER: "Signed by",
}
_MOST_SAID = 160
_SHORT = 40_000
"""Characters of a text that is read in a moment."""
_LEAST_IN_SIGHT, _ROWS_IN_SIGHT = 5, 16
"""Lines of text that the open panel takes at least and at most."""


class LetterReadingPanel(QWidget):
    """A folded list of proposals under the documents; read when it is opened."""

    page_wanted = Signal(int)
    """A page to show, counted from 0."""

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        super().__init__()
        self._workspace = workspace
        self._bridge = bridge
        self._document: Document | None = None
        self.reading: LetterReading | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(tokens.SPACE_M)
        self._area = scrolled(self.rows)
        self.fold = cards.Fold("What this letter says", self._area)
        self.fold.set_summary("Dates, numbers and reasons to take over")
        self.fold.toggled.connect(self._opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_XS)
        column.addWidget(self.fold)
        bridge.changed.connect(self._hear)
        self.hide()

    def show_document(self, document: Document | None) -> None:
        """Offer to read a document when it is of a kind that is read."""
        readable = document is not None and document.kind in LETTERS
        self._document = document if readable else None
        self.setVisible(readable)
        if readable and self.fold.is_open():
            self._read()

    def open_for(self, attached: Sequence[Attached]) -> None:
        """Open when a denial letter has just come in."""
        if any(one.kind is DocumentKind.DENIAL_LETTER for one in attached if one.document):
            self.fold.set_open(True)

    def _hear(self, changes: Changes) -> None:
        if changes.cases and self.fold.is_open():
            self._read()

    def _opened(self, is_open: bool) -> None:
        if is_open and self._document is not None:
            line = self.fontMetrics().height()
            self._area.setMinimumHeight(line * _LEAST_IN_SIGHT)
            self._area.setMaximumHeight(line * _ROWS_IN_SIGHT)
            self._read()

    def _read(self) -> None:
        """Read a letter at once, and a long text off the window's thread."""
        document = self._document
        if document is None:
            return
        if document.text_characters <= _SHORT:
            try:
                self._show(letter_reading.read_letter(self._workspace, document.id))
            except AdvocateError as error:
                self._bridge.say_problem(error)
            return
        self._bridge.tasks.start(
            "",
            lambda _: letter_reading.read_letter(self._workspace, document.id),
            self._show,
            self._bridge.say_problem,
        )

    def _show(self, reading: LetterReading) -> None:
        document = self._document
        if document is None or reading.document != document.id or reading == self.reading:
            return
        held = self.focusWidget()
        name = held.accessibleName() if held is not None and self.isAncestorOf(held) else ""
        self.reading = reading
        cards.clear(self.rows)
        if reading.empty:
            self.rows.addWidget(cards.Words(reading.empty, quiet=True))
        for offer in sorted(reading.offers, key=lambda one: one.accepted):
            self.rows.addWidget(self._row(reading.document, offer))
        if reading.missing:
            self.rows.addWidget(cards.heading("What the letter may lack"))
        for point in reading.missing:
            self.rows.addWidget(cards.Words(point.sentence))
            self.rows.addWidget(cards.note(_law(point)))
        self._keep_focus(name)

    def _keep_focus(self, name: str) -> None:
        """Give the keyboard back to the row it was on, which was made anew."""
        for index in range(self.rows.count()):
            item = self.rows.itemAt(index)
            row = item.widget() if item else None
            for button in row.findChildren(QPushButton) if row else ():
                if name and button.accessibleName() == name:
                    button.setFocus()

    def _row(self, document_id: DocumentId, offer: Offer) -> QWidget:
        proposal = offer.proposal
        label = _LABELS[proposal.field]
        page = QPushButton(f"Page {proposal.passage.page + 1}")
        page.setAccessibleName(f"Show page {proposal.passage.page + 1}: {label}")
        page.clicked.connect(lambda: self.page_wanted.emit(proposal.passage.page))
        accept = QPushButton("Accepted" if offer.accepted else "Accept")
        accept.setAccessibleName(f"Accept {label}: {proposal.value}")
        may = not (offer.accepted or offer.blocked or self._workspace.read_only)
        accept.setEnabled(may)
        accept.clicked.connect(lambda: self._accept(document_id, offer))
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_S)
        head.addWidget(cards.Words(f"{label}: {_value(offer)}"), 1)
        head.addWidget(page)
        head.addWidget(accept)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(head)
        column.addWidget(cards.note(_about(offer)))
        return row

    def _accept(self, document_id: DocumentId, offer: Offer) -> None:
        label = f"Accepted from the letter: {_LABELS[offer.proposal.field].lower()}"
        try:
            self._workspace.run(label, letter_reading.accept, document_id, offer.proposal)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label)


def _value(offer: Offer) -> str:
    value = offer.proposal.value.replace("\n", ", ")
    if offer.proposal.field is LetterField.REASON and offer.proposal.reason is not None:
        form = words.DENIAL_REASONS[offer.proposal.reason]
        return value if form.lower() == value.lower() else f"{value} (on the form: {form})"
    day = offer.proposal.day
    if offer.proposal.field is LetterField.DEADLINE and day is not None:
        told = words.day(day)
        return value if value == told else f"{value}, that is {told}"
    return value


def _about(offer: Offer) -> str:
    said = offer.proposal.said
    said = said if len(said) <= _MOST_SAID else f"{said[:_MOST_SAID].rstrip()}…"
    parts = [f"“{said}”"]
    if offer.blocked and not offer.accepted:
        parts.append(offer.blocked)
    elif offer.before:
        before = offer.before.replace("\n", ", ")
        if offer.proposal.field is LetterField.REASON:
            before = next((t for r, t in words.DENIAL_REASONS.items() if r == before), before)
        parts.append(f"{offer.place}: replaces “{before}”.")
    else:
        parts.append(f"{offer.place}.")
    return " ".join(parts)


def _law(point: Missing) -> str:
    check = "" if point.confidence is Confidence.PRIMARY else " Check before relying on this."
    return f"{point.law} ({point.citation}){check}"
