"""Cases coming in from other programs and going out to them: `case.json` and bundles."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import MOST_BYTES as MOST_DOCUMENT_BYTES
from advocate_desktop.intake.outcomes import Reading, Refused
from advocate_desktop.services import cases
from advocate_desktop.services.bundle_contents import export_cases
from advocate_desktop.services.bundles import Bundle
from advocate_desktop.services.case_json import MOST_BYTES, parse_case
from advocate_desktop.services.case_json_writing import case_json
from advocate_desktop.services.json_errors import shown
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as document_rows

__all__ = ["case_json", "export_bundle", "import_case", "import_cases", "parse_case"]


class Source(Protocol):
    """Where a case comes from."""

    @property
    def case_file(self) -> bytes:
        """The bytes of `case.json`."""

    def document(self, name: str) -> bytes:
        """Return a document's bytes; raise `Invalid` when it is not there or cannot be taken."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that was read once: what is in it, and which bytes they were."""

    content_hash: ContentHash
    size: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class IncomingCase:
    """A case that was read and checked, not entered yet."""

    record: CaseRecord
    texts: Mapping[DocumentId, tuple[str, ...]]
    """The words on the pages of each document."""
    source: Source


def import_cases(workspace: Workspace, path: Path, password: str = "") -> tuple[CaseId, ...]:
    """Enter a case from a `case.json` with its files beside it, its folder, or all of a bundle.

    A client who is in the casebook already, equal in every field, is not entered twice. All is
    checked before anything is written, and written in one transaction.

    Raises:
        NotFound: there is no such file.
        Invalid: a sentence with the path in the case file, or on the bundle.
        PasswordNeeded: the bundle is encrypted.
    """
    with sources(path, password) as found:
        read = [read_case(source) for source in found]
        label = "Case imported" if len(read) == 1 else f"{len(read)} cases imported"
        return workspace.run(label, _enter_all, read)


def import_case(workspace: Workspace, path: Path) -> CaseId:
    """Enter the one case of a file, a folder or a bundle; raises as `import_cases`."""
    return import_cases(workspace, path)[0]


def read_case(source: Source) -> IncomingCase:
    """Return a case and its documents, checked; raises as `import_cases`."""
    record = parse_case(source.case_file, cases.new_id)
    kept = {d.id: _read(source, d, n) for n, d in enumerate(record.documents)}
    documents = tuple(_described(d, kept[d.id]) for d in record.documents)
    texts = {d: found.reading.page_texts for d, found in kept.items()}
    return IncomingCase(replace(record, documents=documents), texts, source)


def export_bundle(workspace: Workspace, case_id: CaseId, out: Path) -> int:
    """Write a case with its documents as a bare bundle; return how many documents it holds.

    Raises:
        NotFound: the case or the bytes of a document are gone, or there is no such folder.
        Invalid, FolderReadOnly, DiskFull: `out` cannot be written; what was there is as it was.
    """
    record = cases.record(workspace, case_id)
    title = record.case.title or record.client.name or "A case"
    export_cases(workspace, (case_id,), title, out, bare=True)
    return len(record.documents)


@contextmanager
def sources(path: Path, password: str = "") -> Iterator[tuple[Source, ...]]:
    """Give the cases in a `case.json`, its folder or a bundle; raises as `import_cases`."""
    if path.is_dir():
        path = path / "case.json"
    if not path.exists():
        raise NotFound(f"There is no file “{path}”; nothing was imported.")
    if _limited(path, 2).startswith(b"PK") or path.suffix.lower() == ".zip":
        with Bundle(path, password) as bundle:
            yield bundle.cases
    else:
        yield (_Folder(path),)


class _Folder:
    """A case file with its documents beside it, or in a folder `documents` as in a bundle."""

    def __init__(self, path: Path) -> None:
        self._folder = path.resolve().parent
        self.case_file = _limited(path, MOST_BYTES)

    def document(self, name: str) -> bytes:
        for path in (self._folder / name, self._folder / "documents" / name):
            if path.exists() or path.is_symlink():
                return self._content(path)
        raise Invalid(f"“{shown(name)}” is not beside the case file; nothing was imported")

    def _content(self, path: Path) -> bytes:
        name = shown(path.name)
        if path.resolve().parent != path.parent:
            raise Invalid(f"“{name}” is a link that leads out of the folder; nothing was imported")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Invalid(f"“{name}” is not a file; nothing was imported")
        return _limited(path, MOST_DOCUMENT_BYTES)


def _limited(path: Path, most: int) -> bytes:
    """Return a file's bytes, one more than `most` when there are too many."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        why = (error.strerror or "the drive did not answer").lower()
        raise Invalid(
            f"“{shown(path.name)}” cannot be read ({why}); nothing was imported."
        ) from error


def _read(source: Source, document: Document, number: int) -> _Read:
    try:
        data = source.document(document.file)
        reading = isolated.reading.read(data)
    except (Invalid, Refused) as error:
        raise Invalid(f"$.documents[{number}].file: {error}") from None
    return _Read(ContentHash(hashlib.sha256(data).hexdigest()), len(data), reading)


def known_people(connection: Connection, record: CaseRecord) -> CaseRecord:
    """Return the record with the ids of the client and coverage that the casebook has of them."""
    for client, _ in case_rows.client_rows(connection):
        if replace(record.client, id=client.id) == client:
            known = case_rows.coverages_of(connection, client.id)
            same = (c for c in known if replace(record.coverage, id=c.id) == c)
            return replace(record, client=client, coverage=next(same, record.coverage))
    return record


def _enter_all(unit: Unit, read: Sequence[IncomingCase]) -> tuple[CaseId, ...]:
    return tuple(enter(unit, incoming) for incoming in read)


def enter(unit: Unit, incoming: IncomingCase) -> CaseId:
    """Enter a case as a new one; a client who is here already is not entered twice."""
    record = known_people(unit.connection, incoming.record)
    case_id = cases.create(unit, record)
    keep_contents(unit, incoming, incoming.record.documents)
    return case_id


def _described(document: Document, found: _Read) -> Document:
    return replace(
        document,
        content_hash=found.content_hash,
        media_type=found.reading.media_type,
        size=found.size,
        pages=found.reading.pages,
        text_characters=found.reading.text_characters,
        note=found.reading.note,
    )


def keep_contents(unit: Unit, incoming: IncomingCase, documents: Sequence[Document]) -> None:
    """Keep the bytes of a case's documents; raise `Invalid` when they changed meanwhile."""
    # Read a second time, so that never more than one document's bytes are held.
    for document in documents:
        if blobs.put(unit, incoming.source.document(document.file)) != document.content_hash:
            raise Invalid(
                f"“{shown(document.file)}” changed while it was read; nothing was imported"
            )
        texts = incoming.texts[document.id]
        document_rows.set_page_texts(unit, document.content_hash, texts)
