"""Documents of a case: attach, put in order, take away; their pages are `document_pages`."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId, DocumentKind
from advocate_desktop.intake import isolated
from advocate_desktop.intake.enclosed import Enclosed
from advocate_desktop.intake.file_names import safe_name
from advocate_desktop.intake.incoming import load
from advocate_desktop.intake.kinds import guess_kind_of_file
from advocate_desktop.intake.outcomes import NoRendition, PageImage, Reading, Refused
from advocate_desktop.intake.recognise import EXTENSIONS, MESSAGES, UNKNOWN
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.document_pages import (
    page_image,
    page_sizes,
    page_texts,
    page_words,
    rendition,
)
from advocate_desktop.services.incoming_files import IncomingFile, read_ahead
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled, Progress
from advocate_desktop.services.saving import save_bytes
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store import documents as rows

__all__ = [
    "Attached",
    "NoRendition",
    "PageImage",
    "attach",
    "attach_all",
    "attach_bytes",
    "attach_enclosed",
    "enclosed_names",
    "export_original",
    "may_enclose",
    "original",
    "page_image",
    "page_sizes",
    "page_texts",
    "page_words",
    "remove",
    "rendition",
    "reorder",
    "restore",
    "update",
]

_BATCH_FILES = 32
_BATCH_BYTES = 16 * 1024 * 1024
_BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of one file that was to be attached."""

    file: str
    """As it was named by the user, with its folders."""
    outcome: Literal["attached", "duplicate", "refused"]
    document: DocumentId | None = None
    """The new document, or the one that has the same bytes."""
    why: str | None = None
    """A plain sentence: why it was refused, or what to know of it."""
    kind: DocumentKind = DocumentKind.OTHER
    media_type: str = UNKNOWN
    pages: int | None = None
    text_characters: int = 0

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return PurePath(self.file).name


def attach(
    workspace: Workspace,
    case_id: CaseId,
    path: Path,
    kind: DocumentKind | None = None,
    progress: Progress = NO_PROGRESS,
) -> Attached:
    """Attach a file to a case; a file that cannot be had is refused with a sentence in the answer.

    `kind` None lets it be guessed from the text. Nothing is kept when it is cancelled.

    Raises:
        NotFound: the case is gone.
        Cancelled: the user stopped it.
        CasebookInUse, FolderReadOnly, DiskFull: the casebook cannot be written.
    """
    progress.check()
    try:
        data = load(path)
    except Refused as refused:
        return Attached(str(path), "refused", why=str(refused), kind=kind or DocumentKind.OTHER)
    return replace(
        attach_bytes(workspace, case_id, path.name, data, kind, progress), file=str(path)
    )


def attach_all(
    workspace: Workspace,
    case_id: CaseId,
    paths: Sequence[Path],
    kind: DocumentKind | None = None,
    progress: Progress = NO_PROGRESS,
    stopped: Callable[[tuple[Attached, ...]], object] = lambda files: None,
) -> tuple[Attached, ...]:
    """Attach files in order, a few with one change, and tell of each; raises as `attach` does.

    What came in before a cancel or an error stays, as whole documents; `stopped` hears of it after
    a cancel.
    """
    batch = _Batch(workspace, case_id, kind)
    names = [*(path.name for path in paths), ""]
    progress.step(0, len(paths), names[0])
    try:
        for number, file in enumerate(read_ahead(paths, batch.holds, progress), 1):
            batch.add(file)
            progress.step(number, len(paths), names[number])
    except Cancelled:
        stopped(batch.keep())
        raise
    return batch.keep()


def attach_bytes(
    workspace: Workspace,
    case_id: CaseId,
    name: str,
    data: bytes,
    kind: DocumentKind | None = None,
    progress: Progress = NO_PROGRESS,
) -> Attached:
    """Attach bytes that never were a file, such as a pasted picture; raises as `attach` does."""
    content_hash = ContentHash(hashlib.sha256(data).hexdigest())
    known = workspace.read(rows.with_content, case_id, content_hash)
    if known:
        return _told(name, "duplicate", known)
    try:
        reading = isolated.reading.read(data, check=progress.check)
    except Refused as refused:
        return Attached(name, "refused", why=str(refused), kind=kind or DocumentKind.OTHER)
    progress.check()
    document = described(name, data, reading, kind, content_hash)
    entered = workspace.run("Document attached", enter, case_id, document, data, reading)
    return _told(name, "attached" if entered.id == document.id else "duplicate", entered)


def described(
    name: str,
    data: bytes,
    reading: Reading,
    kind: DocumentKind | None = None,
    content_hash: ContentHash | None = None,
) -> Document:
    """Return what is known of bytes that were read; `kind` None lets it be guessed."""
    guess = guess_kind_of_file(reading.text, reading.media_type)
    return Document(
        id=DocumentId(new_id()),
        file=safe_name(name, EXTENSIONS.get(reading.media_type, "")),
        kind=kind or guess,
        content_hash=content_hash or ContentHash(hashlib.sha256(data).hexdigest()),
        media_type=reading.media_type,
        size=len(data),
        pages=reading.pages,
        text_characters=reading.text_characters,
        note=reading.note,
        kind_confirmed=kind is not None or guess is DocumentKind.OTHER,
    )


def may_enclose(document: Document) -> bool:
    """Whether a document is an e-mail, which other files may have been sent with."""
    return document.media_type in MESSAGES


def enclosed_names(workspace: Workspace, document_id: DocumentId) -> tuple[str, ...]:
    """Return the names of the files sent with an e-mail, as they were sent; none for other kinds.

    Raises as `original` does.
    """
    return tuple(file.name for file in _enclosed(workspace, document_id))


def attach_enclosed(
    workspace: Workspace,
    document_id: DocumentId,
    progress: Progress = NO_PROGRESS,
) -> tuple[Attached, ...]:
    """Attach the files sent with an e-mail to its case, as documents of their own, in their order.

    What the case has already is told as a duplicate. Raises as `original` and `attach` do.
    """
    case_id, _ = workspace.read(rows.document, document_id)
    files = _enclosed(workspace, document_id)
    told = []
    for number, file in enumerate(files):
        progress.step(number, len(files), file.name)
        progress.check()
        told.append(attach_bytes(workspace, case_id, file.name, file.data, progress=progress))
    progress.step(len(files), len(files), "")
    return tuple(told)


def _enclosed(workspace: Workspace, document_id: DocumentId) -> tuple[Enclosed, ...]:
    document = _document(workspace, document_id)
    if not may_enclose(document):
        return ()
    data = workspace.read(blobs.read, document.content_hash)
    return isolated.reading.enclosed(data, document.media_type)


def update(unit: Unit, document: Document) -> None:
    """Change what users say of a document, such as its title and kind. Its content stays.

    A kind that is changed is no guess any more.

    Raises `NotFound` when it is gone.
    """
    case_id, before = rows.document(unit.connection, document.id)
    name = safe_name(document.file, PurePath(before.file).suffix)
    if name.casefold() != before.file.casefold():
        name = rows.free_file_name(unit.connection, case_id, name)
    said = replace(
        before,
        file=name,
        kind=document.kind,
        title=document.title,
        date=document.date,
        sender=document.sender,
        recipient=document.recipient,
        tags=", ".join(document.tag_list),
        remarks=document.remarks,
        kind_confirmed=document.kind_confirmed or document.kind is not before.kind,
    )
    rows.update_document(unit, said)


def remove(unit: Unit, document_id: DocumentId) -> None:
    """Take a document out of its case; undo brings it back, with its bytes."""
    rows.remove_document(unit, document_id)


def restore(unit: Unit, document_id: DocumentId) -> None:
    """Bring a removed document back, under another file name when its own is taken by now."""
    rows.restore_document(unit, document_id)


def reorder(unit: Unit, case_id: CaseId, ids: Iterable[DocumentId]) -> None:
    """Put the documents of a case into this order; raise `Invalid` unless each is named once."""
    rows.reorder(unit, case_id, tuple(ids))


def original(workspace: Workspace, document_id: DocumentId) -> bytes:
    """Return the bytes as they came in, verified; raise `NotFound` or `CasebookDamaged`."""
    return workspace.read(blobs.read, _document(workspace, document_id).content_hash)


def export_original(workspace: Workspace, document_id: DocumentId, path: Path) -> None:
    """Write the bytes as they came in to a file, whole or not at all.

    Raises as `original` does, and as `saving.save_bytes`.
    """
    save_bytes(path, original(workspace, document_id))


def _document(workspace: Workspace, document_id: DocumentId) -> Document:
    return workspace.read(rows.document, document_id)[1]


def enter(
    unit: Unit, case_id: CaseId, document: Document, data: bytes, reading: Reading
) -> Document:
    """Keep a document with its bytes and texts; return it, or the one that was there first."""
    known = rows.with_content(unit.connection, case_id, document.content_hash)
    if known:
        return known
    blobs.put(unit, data, document.content_hash)
    rows.set_page_texts(unit, document.content_hash, reading.page_texts)
    name = rows.free_file_name(unit.connection, case_id, document.file)
    entered = replace(document, file=name)
    rows.insert_document(unit, case_id, entered)
    return entered


def _told(file: str, outcome: Literal["attached", "duplicate"], document: Document) -> Attached:
    why = document.note or None
    if outcome == "duplicate":
        why = f"The case has the same file already as “{document.name}”."
    return Attached(
        file,
        outcome,
        document=document.id,
        why=why,
        kind=document.kind,
        media_type=document.media_type,
        pages=document.pages,
        text_characters=document.text_characters,
    )


class _Batch:
    """Files that come in together, kept a few at a time: a transaction for each takes far longer.

    A few, so that a cancel, a crash or one undo costs few.
    """

    def __init__(self, workspace: Workspace, case_id: CaseId, kind: DocumentKind | None) -> None:
        self._workspace, self._case_id, self._kind = workspace, case_id, kind
        self._known = workspace.read(rows.content_hashes, case_id)
        self._told: list[Attached] = []
        self._files: list[IncomingFile] = []
        self._began = 0.0

    def holds(self, content_hash: ContentHash) -> bool:
        """Whether the case had these bytes when the first file came in."""
        return content_hash in self._known

    def add(self, file: IncomingFile) -> None:
        """Take a file, and keep what there is once it is enough."""
        if not self._files:
            self._began = time.monotonic()
        self._files.append(file)
        size = sum(len(file.data) for file in self._files)
        old = time.monotonic() - self._began > _BATCH_SECONDS
        if old or size >= _BATCH_BYTES or len(self._files) >= _BATCH_FILES:
            self.keep()

    def keep(self) -> tuple[Attached, ...]:
        """Keep what was taken, and return what became of all files so far."""
        files, self._files = self._files, []
        first = {file.content_hash: number for number, file in reversed([*enumerate(files)])}
        made = {
            number: described(
                file.path.name, file.data, file.reading, self._kind, file.content_hash
            )
            for number, file in enumerate(files)
            if file.reading and first[file.content_hash] == number
        }
        if made:
            label = f"{len(made)} documents attached" if len(made) > 1 else "Document attached"
            entered = self._workspace.run(label, _enter_all, self._case_id, files, made)
        for number, file in enumerate(files):
            if number in made:
                new = entered[number].id == made[number].id
                told = _told(str(file.path), "attached" if new else "duplicate", entered[number])
            else:
                told = self._not_made(file)
            self._told.append(told)
        return tuple(self._told)

    def _not_made(self, file: IncomingFile) -> Attached:
        kind = self._kind
        if file.refused:
            why = file.refused
            return Attached(str(file.path), "refused", why=why, kind=kind or DocumentKind.OTHER)
        told = attach_bytes(self._workspace, self._case_id, file.path.name, file.data, kind)
        return replace(told, file=str(file.path))


def _enter_all(
    unit: Unit,
    case_id: CaseId,
    files: Sequence[IncomingFile],
    made: Mapping[int, Document],
) -> dict[int, Document]:
    """Keep documents as `enter` does; return them, or those that were there first."""
    there = rows.content_hashes(unit.connection, case_id)
    taken = rows.file_names(unit.connection, case_id)
    new, entered = [], {}
    for number, document in made.items():
        name = document.content_hash
        known = rows.with_content(unit.connection, case_id, name) if name in there else None
        if known is None:
            named = replace(document, file=rows.free_name(taken, document.file))
            taken.add(named.file.casefold())
            blobs.put(unit, files[number].data, name)
            reading = files[number].reading
            rows.set_page_texts(unit, name, reading.page_texts if reading else ())
            new.append(named)
        entered[number] = known or new[-1]
    rows.insert_documents(unit, case_id, new)
    return entered
