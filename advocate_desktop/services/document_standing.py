"""How a document stands in its case: what it is linked to, what it proves, what it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.document_guesses import Guesses, guesses
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.folding import folded
from advocate_desktop.domain.near_texts import SAME, likeness, may_be_near, runs
from advocate_desktop.services import cases, events
from advocate_desktop.services.document_links import Linked, links_of
from advocate_desktop.services.progress import NO_PROGRESS, Progress
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


def near_ones(
    workspace: Workspace, document_id: DocumentId, progress: Progress = NO_PROGRESS
) -> tuple[Document, ...]:
    """Return the other documents of the case whose text is nearly the same, the nearest first.

    Raises:
        NotFound: it is gone.
        Cancelled: the user stopped it.
    """
    record = standing(workspace, document_id).record
    document = record.document(document_id)
    if document is None or not document.text_characters:
        return ()
    own = runs(workspace.read(rows.page_texts, document.content_hash))
    found = []
    for other in record.documents if own else ():
        progress.check()
        long_enough = may_be_near(document.text_characters, other.text_characters)
        if other.id != document_id and long_enough:
            alike = likeness(own, runs(workspace.read(rows.page_texts, other.content_hash)))
            found += [(alike, other)] if alike >= SAME else []
    return tuple(other for _, other in sorted(found, key=lambda pair: -pair[0]))


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
