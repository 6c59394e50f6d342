"""Erasing a client, a case or a document for good, with proof that nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.filings.erasure_record import erasure_record
from advocate_desktop.services import automatic_backup, saving
from advocate_desktop.services.backup import told_as
from advocate_desktop.services.progress import Cancelled, Progress
from advocate_desktop.services.workspace import Connection, DiskFull, Unit, Workspace
from advocate_desktop.store import blobs, compacting, erasing, replacing
from advocate_desktop.store import documents as document_rows
from advocate_desktop.store.erasing import Scope


class What(StrEnum):
    """What can be erased."""

    CLIENT = "clients"
    CASE = "cases"
    DOCUMENT = "documents"


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing would take out, told before it is done."""

    what: What
    id: str
    name: str
    client: str
    """The client's name, which is typed to confirm."""
    cases: int
    documents: int
    sent: int
    """Filings kept as they were sent."""
    in_other_filings: int
    """Filings that stay and may hold pages of the document that is erased."""


@dataclass(frozen=True, slots=True)
class ErasureProof:
    """What was looked for after an erasure, where, and what was found."""

    what: What
    name: str
    at: datetime
    searched: int
    """How many words and pieces of the erased were looked for; 0 when it could not be done."""
    pages: int
    left: int
    """How many of them were found where they should not be."""
    shared: int
    """How many of them other entries of the casebook say as well, so that they stay."""
    encrypted: bool
    why_not: str = ""
    """Why the file could not be written anew and searched; empty when it was."""

    @property
    def is_proven(self) -> bool:
        """Whether the whole file was searched and nothing was found."""
        return not self.why_not and not self.left


@dataclass(frozen=True, slots=True)
class Holding:
    """A backup, or another file beside the casebook, that still holds what was erased."""

    path: Path
    why: str = ""
    """Why it could not be looked into; empty when it was, and holds it."""


def plan(workspace: Workspace, what: What, key: str) -> Plan:
    """Say what erasing would take out; raise `Invalid` when it is not there."""
    return workspace.read(_plan, what, key)


def erase(workspace: Workspace, what: What, key: str, progress: Progress) -> ErasureProof:
    """Erase for good, write the file anew, and search it; this cannot be undone.

    When the disk has no room to write the file anew, the rows are gone all the same, and the proof
    says so; `finish` does the rest once there is room.

    Raises:
        Invalid: it is not there.
        CasebookInUse, FolderReadOnly, DiskFull: nothing was erased.
    """
    progress.step(0, 0, "Erasing")
    name = workspace.read(erasing.name_of, (what.value, key))
    markers = workspace.run(_LABELS[what], _erase, ((what, key),))
    return _proven(workspace, what, name, markers, progress)


def erase_all(workspace: Workspace, things: tuple[tuple[What, str], ...]) -> None:
    """Erase several things in one change; `finish` then takes them out of the file's free places.

    What went with another of them is passed over.
    """
    workspace.run("Trash emptied", _erase, things)


def finish(workspace: Workspace) -> bool:
    """Write the file anew when something was erased since it last was; whether it was needed.

    Raises `DiskFull` and the like; then it is still needed.
    """
    if workspace.read_only or not workspace.read(erasing.is_unfinished):
        return False
    compacting.compact(workspace.casebook)
    workspace.run("Erasing finished", erasing.finished)
    return True


def is_unfinished(workspace: Workspace) -> bool:
    """Whether what was erased may still lie in free places of the file."""
    return workspace.read(erasing.is_unfinished)


def holding(workspace: Workspace, what: What, key: str, progress: Progress) -> tuple[Holding, ...]:
    """Return the backups and kept copies that hold a thing, or that do not open to be looked at."""
    files = [kept.path for kept in automatic_backup.backups(workspace)]
    path = workspace.path
    files += sorted(path.parent.glob(f"{_glob(path.stem)} before *{path.suffix}"))
    found = []
    for number, file in enumerate(files):
        try:
            progress.step(number, len(files), "Looking into backups")
            if replacing.mentions(workspace.casebook, file, what.value, key):
                found.append(Holding(file))
        except AdvocateError as error:
            found.append(Holding(file, str(error)))
        except Cancelled:
            found.append(Holding(file, "It was not looked into, because you stopped."))
    return tuple(found)


def erase_backups(workspace: Workspace, files: tuple[Path, ...], progress: Progress) -> None:
    """Remove backups, and make a new one, which does not hold what was erased.

    The papers that only they needed go with them. Raises what `automatic_backup.keep` raises.
    """
    for file in files:
        file.unlink(missing_ok=True)
    automatic_backup.keep(workspace, progress)


def save_record(proof: ErasureProof, advocate: str, out: Path) -> None:
    """Write a page that says what was erased and how it was shown; raises as `saving` does."""
    told = (*sentences(proof), _BACKUPS)
    saving.save_bytes(out, erasure_record(proof.name, told, proof.at, advocate))


def sentences(proof: ErasureProof) -> tuple[str, ...]:
    """Return the proof in words."""
    if proof.why_not:
        return (
            f"{proof.name} was erased: no list, search or history shows it any more.",
            f"That nothing is left in free places of the file is not shown yet. {proof.why_not}",
        )
    count = f"{proof.searched:,} words and pieces of it in {proof.pages:,} pages of the file"
    lines = [f"Erased: {proof.name}. The file was written anew."]
    if proof.left:
        lines.append(f"Looked for {count}: {proof.left:,} were found. Erase it again.")
    else:
        lines.append(f"Nothing of {proof.name} was found. Looked for {count}.")
    if proof.shared:
        lines.append(
            f"{proof.shared:,} of them are also in entries that you kept, such as a plan’s name."
        )
    if not proof.encrypted:
        lines.append(
            "This casebook has no passphrase. The drive itself may keep old bytes for a while; "
            "only encrypting the drive helps against that."
        )
    return tuple(lines)


_LABELS = {
    What.CLIENT: "Client erased for good",
    What.CASE: "Case erased for good",
    What.DOCUMENT: "Document erased for good",
}
_BACKUPS = (
    "Backups made before, copies on other drives, and files saved from the casebook are not part "
    "of this record."
)
_SHORTEST, _LONGEST = 5, 40
"""Bytes of a piece that is looked for."""
_MOST_WORDS, _MOST_PIECES = 80, 40


def _plan(connection: Connection, what: What, key: str) -> Plan:
    if not erasing.holds(connection, (what.value, key)):
        raise Invalid("This is no longer in the casebook. Nothing was erased.")
    scope = _scope(connection, what, key)
    client = erasing.clients_of(connection, (what.value, key))
    tables = [name for name, _ in scope.rows]
    return Plan(
        what,
        key,
        erasing.name_of(connection, (what.value, key)),
        erasing.name_of(connection, (What.CLIENT.value, client)),
        tables.count("cases"),
        tables.count("documents"),
        tables.count("sent_items"),
        erasing.filings_beside(connection, key) if what is What.DOCUMENT else 0,
    )


def _scope(connection: Connection, what: What, key: str) -> Scope:
    makers = {
        What.CLIENT: erasing.of_client,
        What.CASE: erasing.of_case,
        What.DOCUMENT: erasing.of_document,
    }
    return makers[what](connection, key)


def _erase(unit: Unit, things: tuple[tuple[What, str], ...]) -> tuple[bytes, ...]:
    markers: list[bytes] = []
    for what, key in things:
        if not erasing.holds(unit.connection, (what.value, key)):
            continue
        scope = _scope(unit.connection, what, key)
        gone = erasing.hashes(unit.connection, scope)
        markers += _markers(unit.connection, scope, gone)
        erasing.erase(unit, scope, gone)
    return tuple(dict.fromkeys(markers))


def _markers(connection: Connection, scope: Scope, gone: frozenset[str]) -> Iterator[bytes]:
    """Yield what to look for afterwards: whole short texts, parts of long ones, bytes of papers."""
    said = sorted(set(erasing.texts(connection, scope)), key=lambda one: (-len(one) < -60, one))
    words = [word for one in said for word in _pieces(one.encode("utf-8", "surrogatepass"))]
    yield from _spread(words, _MOST_WORDS)
    read: list[bytes] = []
    raw: list[bytes] = []
    for content_hash in map(ContentHash, sorted(gone)):
        for page in document_rows.page_texts(connection, content_hash):
            read += _pieces(page.encode("utf-8", "surrogatepass"))
        for chunk in blobs.iter_chunks(connection, content_hash):
            raw += _pieces(chunk)
    yield from _spread(read, _MOST_PIECES)
    yield from _spread(raw, _MOST_PIECES)


def _pieces(data: bytes) -> list[bytes]:
    data = data.strip()
    if len(data) < _SHORTEST:
        return []
    if len(data) <= _LONGEST:
        return [data]
    middle = len(data) // 2
    pieces = (data[:_LONGEST], data[middle : middle + _LONGEST])
    return [piece for piece in pieces if len(set(piece)) > _SHORTEST]


def _spread(pieces: list[bytes], most: int) -> list[bytes]:
    unique = list(dict.fromkeys(pieces))
    step = max(1, -(-len(unique) // most))
    return unique[::step]


def _proven(
    workspace: Workspace, what: What, name: str, markers: tuple[bytes, ...], progress: Progress
) -> ErasureProof:
    proof = ErasureProof(what, name, workspace.now(), 0, 0, 0, 0, workspace.encrypted)
    try:
        progress.step(0, 0, "Writing the file anew")
        finish(workspace)
        compacting.check_indexes(workspace.casebook)
        found = compacting.search(
            workspace.casebook, markers, told_as(progress, "Searching every page")
        )
    except DiskFull as error:
        return replace(proof, why_not=str(error))
    except Cancelled:
        return replace(proof, why_not="You stopped the search.")
    shared = sum(workspace.read(compacting.is_held, marker) for marker in found.found)
    return replace(
        proof,
        searched=len(markers),
        pages=found.pages,
        shared=shared,
        left=len(found.found) - shared,
    )


def _glob(stem: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)
