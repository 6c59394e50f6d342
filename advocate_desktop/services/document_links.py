"""Links between the documents of a case: which answers, replaces or belongs to which."""

from __future__ import annotations

from dataclasses import dataclass

from advocate_desktop.domain.documents import (
    Document,
    DocumentId,
    DocumentLink,
    DocumentLinkId,
    LinkKind,
)
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import document_links as rows
from advocate_desktop.store import documents


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as one of its two documents sees it."""

    id: DocumentLinkId
    kind: LinkKind
    other: Document
    points_here: bool
    """The other one answers, replaces … this one, not this one the other."""


def link(unit: Unit, document: DocumentId, kind: LinkKind, target: DocumentId) -> DocumentLinkId:
    """Say what a document is to another; saying it again changes nothing. Returns the link.

    Raises:
        NotFound: one of the documents is gone.
        Invalid: they are the same document, or of two cases.
    """
    case_id, _ = documents.document(unit.connection, document)
    other_case, _ = documents.document(unit.connection, target)
    if document == target:
        raise Invalid("A paper cannot be linked to itself. Choose another one.")
    if case_id != other_case:
        raise Invalid("Both papers must be of the same case. Choose another one.")
    for known in rows.links_of(unit.connection, document):
        if (known.document, known.kind, known.target) == (document, kind, target):
            return known.id
    made = DocumentLink(DocumentLinkId(new_id()), document, kind, target)
    rows.insert_link(unit, case_id, made)
    return made.id


def unlink(unit: Unit, link_id: DocumentLinkId) -> None:
    """Take a link away; raise `NotFound` when it is gone."""
    rows.delete_link(unit, link_id)


def links_of(workspace: Workspace, document_id: DocumentId) -> tuple[Linked, ...]:
    """Return what a document is linked to and from; nothing that lies in the trash."""
    return workspace.read(_linked, document_id)


def _linked(connection: Connection, document_id: DocumentId) -> tuple[Linked, ...]:
    found = []
    for known in rows.links_of(connection, document_id):
        points_here = known.target == document_id
        other = known.document if points_here else known.target
        _, document = documents.document(connection, other)
        found.append(Linked(known.id, known.kind, document, points_here))
    return tuple(found)
