"""How a document stands in its case: what it is linked to, what it proves, what it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.document_guesses import Guesses, guesses
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.folding import folded
from advocate_desktop.services import cases, events
from advocate_desktop.services.document_links import Linked, links_of
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import documents as rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A document among the other facts of its case."""

    record: CaseRecord
    document: DocumentId
    links: tuple[Linked, ...]

    @property
    def others(self) -> tuple[Document, ...]:
        """The other documents of the case."""
        return tuple(one for one in self.record.documents if one.id != self.document)

    @property
    def proves(self) -> tuple[Event, ...]:
        """The events that it proves, oldest first."""
        return tuple(one for one in self.record.timeline if one.document == self.document)

    @property
    def may_prove(self) -> tuple[Event, ...]:
        """The events that it does not prove yet, the latest first."""
        return tuple(one for one in self.record.timeline[::-1] if one.document != self.document)

    @property
    def names(self) -> tuple[str, ...]:
        """Names known in the case, as senders and recipients are likely called; each once."""
        known = {folded(name): name for name in _names(self.record) if name.strip()}
        return tuple(sorted(known.values(), key=folded))


def standing(workspace: Workspace, document_id: DocumentId) -> Standing:
    """Return how a document stands in its case; raise `NotFound` when it is gone."""
    case_id, _ = workspace.read(rows.document, document_id)
    links = links_of(workspace, document_id)
    return Standing(cases.record(workspace, case_id), document_id, links)


def prove(unit: Unit, event: Event, document_id: DocumentId | None) -> None:
    """Say which document proves an event, None for none; raise `NotFound` when it is gone."""
    events.change(unit, replace(event, document=document_id))


def guessed(workspace: Workspace, document: Document) -> Guesses:
    """Return what the text lets one guess of what the user has not said of a document."""
    if document.date is not None and document.title:
        return Guesses()
    found = guesses(workspace.read(rows.page_texts, document.content_hash))
    title = "" if document.title or found.title == document.file else found.title
    return Guesses(None if document.date is not None else found.date, title)


def _names(record: CaseRecord) -> Iterator[str]:
    yield record.client.name
    yield record.client.guardian or ""
    yield record.coverage.plan
    yield record.coverage.medical_group
    yield record.authorization.name if record.authorization else ""
    yield from (provider.name for provider in record.providers)
    for spoken in record.communications:
        yield from (spoken.person, spoken.organization)
    for document in record.documents:
        yield from (document.sender, document.recipient)
