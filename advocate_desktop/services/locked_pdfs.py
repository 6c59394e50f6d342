"""PDFs that ask for a password: opened once, and readable in the casebook from then on.

The original stays as it is. What the password opened is kept beside it; the password is not.
"""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.intake import isolated
from advocate_desktop.intake.kinds import guess_kind_of_file
from advocate_desktop.intake.outcomes import ENCRYPTED, NoRendition, Reading, WrongPassword
from advocate_desktop.intake.recognise import PDF
from advocate_desktop.services import cases
from advocate_desktop.services.document_pages import RECIPE_OF_UNLOCKED, UNLOCKED
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, renditions
from advocate_desktop.store import documents as rows

__all__ = ["WrongPassword", "is_locked", "locked_ones", "unlock"]


def is_locked(document: Document) -> bool:
    """Whether a document is a PDF that asks for a password which was not given yet."""
    return document.media_type == PDF and document.pages is None and document.note == ENCRYPTED


def locked_ones(workspace: Workspace, case_id: CaseId) -> frozenset[DocumentId]:
    """Return the documents of a case that ask for a password; raise `NotFound` when it is gone."""
    found = cases.record(workspace, case_id).documents
    return frozenset(document.id for document in found if is_locked(document))


def unlock(
    workspace: Workspace,
    document_id: DocumentId,
    password: str,
    progress: Progress = NO_PROGRESS,
) -> Document:
    """Open a locked PDF with its password, and return the document with its pages and text.

    Undo locks it again. Raises `WrongPassword`, `NoRendition` when it is damaged as well, and as
    `documents.attach`.
    """
    _, document = workspace.read(rows.document, document_id)
    data = workspace.read(blobs.read, document.content_hash)
    reading = isolated.reading.read(data, password, progress.check)
    if reading.pages is None:
        raise NoRendition(reading.note)
    pdf = isolated.reading.rendition(data, document.media_type, password, progress.check)
    progress.check()
    return workspace.run("PDF opened with its password", _enter, document_id, reading, pdf)


def _enter(unit: Unit, document_id: DocumentId, reading: Reading, pdf: bytes) -> Document:
    _, document = rows.document(unit.connection, document_id)
    kind = document.kind
    if kind is DocumentKind.OTHER:
        kind = guess_kind_of_file(reading.text, reading.media_type)
    opened = replace(
        document,
        kind=kind,
        pages=reading.pages,
        text_characters=reading.text_characters,
        note=reading.note,
    )
    rows.set_page_texts(unit, document.content_hash, reading.page_texts)
    renditions.keep(unit, document.content_hash, UNLOCKED, RECIPE_OF_UNLOCKED, pdf)
    rows.update_document(unit, opened)
    return opened
