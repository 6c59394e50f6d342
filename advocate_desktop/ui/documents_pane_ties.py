"""What a document is tied to: other papers of the case, and the events that it proves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind, LinkKind
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.services import document_links
from advocate_desktop.services.document_links import Linked
from advocate_desktop.services.document_standing import Standing, near_ones, prove, standing
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.event_sheet import EventSheet
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.tasks import Task

_NEAR = "Nearly the same text as"
_MOST_NEAR = 3
_LINKS = {
    LinkKind.ANSWERS: "It answers",
    LinkKind.REPLACES: "It replaces",
    LinkKind.BELONGS_TO: "It belongs to",
    LinkKind.REDACTED_COPY_OF: "It is a redacted copy of",
}
_FROM_OTHERS = {
    LinkKind.ANSWERS: "It is answered by",
    LinkKind.REPLACES: "It is replaced by",
    LinkKind.BELONGS_TO: "To it belongs",
    LinkKind.REDACTED_COPY_OF: "Its redacted copy is",
}
_TOLD_BY = {
    DocumentKind.DENIAL_LETTER: EventKind.DENIAL_RECEIVED,
    DocumentKind.ACKNOWLEDGEMENT: EventKind.ACKNOWLEDGEMENT_RECEIVED,
    DocumentKind.DECISION_LETTER: EventKind.DECISION_RECEIVED,
}


class DocumentTies(QWidget):
    """Lists the ties of a document, each with a way there and a way to undo it; makes new ones."""

    document_wanted = Signal(object)
    """The `DocumentId` of another document."""
    sheet_wanted = Signal(str, object)
    """A sheet's name, and what makes it."""
    failed = Signal(object)

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        """Begin with no document."""
        super().__init__()
        self._workspace, self._bridge = workspace, bridge
        self._looking: Task | None = None
        self._document: Document | None = None
        self._standing: Standing | None = None
        self.kind = ChoiceField(_LINKS)
        self.other = ChoiceField({})
        self.happened = ChoiceField({})
        self.link_button = QPushButton("Link")
        self.prove_button = QPushButton("It proves this")
        self.record_button = QPushButton("Record what it tells…")
        self._near, self._linked, self._proven = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._build()

    def show_document(self, document: Document) -> Standing | None:
        """Show the ties of a document; return how it stands, None when it is gone."""
        self._document = document
        try:
            self._standing = standing(self._workspace, document.id)
        except NotFound:
            self._standing = None
        if self._standing is not None:
            self._fill(self._standing)
            self._look_for_near(document.id)
        return self._standing

    def _look_for_near(self, document_id: DocumentId) -> None:
        """Compare the texts of the case in the background; the latest document counts."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = None
        cards.clear(self._near)
        workspace = self._workspace

        def take(found: tuple[Document, ...]) -> None:
            if self._document is not None and self._document.id == document_id:
                self._looking = None
                cards.clear(self._near)
                for other in found[:_MOST_NEAR]:
                    way = self._way_to(other, _NEAR)
                    self._near.addWidget(_row(cards.Words(_NEAR), way))

        def look(progress: Progress) -> tuple[Document, ...]:
            return near_ones(workspace, document_id, progress)

        self._looking = self._bridge.tasks.start("", look, take, self.failed.emit)

    def _fill(self, found: Standing) -> None:
        cards.clear(self._linked)
        for linked in found.links:
            self._linked.addWidget(self._link_row(linked))
        cards.clear(self._proven)
        for event in found.proves:
            self._proven.addWidget(self._proof_row(event))
        may_write = not self._workspace.read_only
        self.other.set_choices({one.id: one.name for one in found.others})
        self.happened.set_choices({one.id: _told(one) for one in found.may_prove})
        self._linking.setVisible(may_write and bool(found.others))
        self._proving.setVisible(may_write)
        for part in (self.happened, self.prove_button):
            part.setVisible(bool(found.may_prove))

    def _build(self) -> None:
        self._linking = _row(self.kind, self.other, self.link_button)
        self._proving = _row(self.happened, self.prove_button, self.record_button)
        self.kind.box.setAccessibleName("How it stands to another paper")
        self.other.box.setAccessibleName("The other paper")
        self.happened.box.setAccessibleName("What it proves")
        self.link_button.clicked.connect(self._link)
        self.prove_button.clicked.connect(self._prove)
        self.record_button.clicked.connect(self._record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(self._near)
        column.addWidget(cards.note("Other papers"))
        column.addLayout(self._linked)
        column.addWidget(self._linking)
        column.addWidget(cards.note("What it proves"))
        column.addLayout(self._proven)
        column.addWidget(self._proving)

    def _link_row(self, linked: Linked) -> QWidget:
        told = (_FROM_OTHERS if linked.points_here else _LINKS)[linked.kind]
        go = self._way_to(linked.other, told)
        off = self._off(
            f"Take away: {told} {linked.other.name}",
            lambda: self._run("Link between papers taken away", document_links.unlink, linked.id),
        )
        return _row(cards.Words(told), go, off)

    def _way_to(self, other: Document, told: str) -> QPushButton:
        made = QPushButton(other.name)
        made.setAccessibleName(f"{told} {other.name}: show it")
        made.clicked.connect(partial(self.document_wanted.emit, other.id))
        return made

    def _proof_row(self, event: Event) -> QWidget:
        told = _told(event)
        off = self._off(
            f"Take away: it proves {told}",
            lambda: self._run("Proof of an event taken away", prove, event, None),
        )
        return _row(cards.Words(f"It proves: {told}"), off)

    def _off(self, name: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton("Take away")
        made.setAccessibleName(name)
        made.setDisabled(self._workspace.read_only)
        made.clicked.connect(lambda: act())
        return made

    def _link(self) -> None:
        document, kind, other = self._document, self.kind.value(), self.other.value()
        if document is not None and other is not None:
            self._run("Papers linked", document_links.link, document.id, kind, other)

    def _prove(self) -> None:
        found, wanted = self._standing, self.happened.value()
        for event in found.may_prove if found else ():
            if event.id == wanted and self._document is not None:
                self._run("Proof of an event named", prove, event, self._document.id)

    def _record(self) -> None:
        document, found = self._document, self._standing
        if document is not None and found is not None:
            kind = _TOLD_BY.get(document.kind)
            make = partial(EventSheet, self._workspace, found.record, kind, paper=document)
            self.sheet_wanted.emit("event", make)

    def _run(self, label: str, command: Callable[..., object], *values: object) -> None:
        try:
            self._workspace.run(label, command, *values)
        except AdvocateError as error:
            self.failed.emit(error)


def _told(event: Event) -> str:
    return f"{words.EVENTS[event.kind]}, {words.moment(event.at)}"


def _row(first: QWidget, *others: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other, 1 if isinstance(other, ChoiceField) else 0)
    return made
