"""Pages of a document: its PDF rendition, their pictures, their text, and where its words stand."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from contextlib import suppress
from weakref import WeakKeyDictionary

from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import KEPT_ONLY, RECIPE, NoRendition, PageImage
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, recognised, renditions
from advocate_desktop.store import documents as rows

_MOST_HELD = 64 * 1024 * 1024
"""Bytes of renditions held in memory for each open casebook, so that leafing through is quick."""
_MOST_KEPT = 256 * 1024 * 1024
"""Bytes of renditions kept in a casebook; those kept longest ago go first."""
_LARGEST_KEPT = 32 * 1024 * 1024
_SLOW = 0.1
"""Seconds; what is made sooner is not worth its room in the casebook and its backups."""
_PDF = "pdf"
UNLOCKED, RECIPE_OF_UNLOCKED = "unlocked", "1"
"""A PDF opened with its password: it cannot be made again without, so it stays as it was made."""


def get_ready() -> None:
    """Start what shows documents, so that the first one need not wait for it."""
    isolated.showing.get_ready()


def rendition(
    workspace: Workspace, document_id: DocumentId, progress: Progress = NO_PROGRESS
) -> bytes:
    """Return a clean PDF of a document for showing and for packets; the same bytes every time.

    Raises `Cancelled` at once when the user stops it, and an `AdvocateError`, mostly
    `NoRendition`, with the sentence why there is none.
    """
    document = _document(workspace, document_id)
    if document.pages is None:
        raise NoRendition(document.note or KEPT_ONLY)
    held = _held_of(workspace)
    pdf = held.get(document.content_hash)
    if pdf is None:
        pdf = _kept(workspace, document.content_hash) or _made(workspace, document, progress)
        held.put(document.content_hash, pdf)
    return pdf


def kept_turn(workspace: Workspace, document_id: DocumentId) -> int:
    """Return by how many degrees, clockwise, the user turned a document: 0, 90, 180 or 270."""
    return workspace.read(rows.rotation, document_id)


def turn(unit: Unit, document_id: DocumentId, degrees: int) -> None:
    """Keep how a document is turned, for showing and for packets; its own bytes stay.

    `degrees` are clockwise from how its file shows it. Raises `NotFound` when it is gone.
    """
    rows.set_rotation(unit, document_id, degrees)


def page_image(workspace: Workspace, document_id: DocumentId, page: int, scale: float) -> PageImage:
    """Return a page's pixels, the first page being 0, at `scale` pixels a point.

    Raises as `rendition` does, and `PageNotShown`.
    """
    name = _document(workspace, document_id).content_hash
    return isolated.showing.page_image(name, rendition(workspace, document_id), page, scale)


def page_sizes(workspace: Workspace, document_id: DocumentId) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page in points; raises as `rendition` does."""
    name = _document(workspace, document_id).content_hash
    return isolated.showing.page_sizes(name, rendition(workspace, document_id))


def page_words(workspace: Workspace, document_id: DocumentId, page: int) -> tuple[PageWord, ...]:
    """Return the words of a page, the first page being 0, in reading order, and where they stand.

    A scanned page has those that were read off it, and none before. A word divided at the end of a
    line is two words, the first of which ends with a hyphen. Raises as `page_image` does.
    """
    name = _document(workspace, document_id).content_hash
    read = workspace.read(recognised.of_page, name, page + 1)
    if read.words:
        return read.words
    return isolated.showing.page_words(name, rendition(workspace, document_id), page)


def page_texts(workspace: Workspace, document_id: DocumentId) -> tuple[str, ...]:
    """Return the text of each page, the first page first; raise `NotFound` when it is gone."""
    return workspace.read(rows.page_texts, _document(workspace, document_id).content_hash)


def _document(workspace: Workspace, document_id: DocumentId) -> Document:
    return workspace.read(rows.document, document_id)[1]


def _kept(workspace: Workspace, content_hash: ContentHash) -> bytes | None:
    """Return the PDF kept in the casebook: of a locked file the one that its password opened."""
    return workspace.read(
        renditions.kept, content_hash, UNLOCKED, RECIPE_OF_UNLOCKED
    ) or workspace.read(renditions.kept, content_hash, _PDF, RECIPE)


def _made(workspace: Workspace, document: Document, progress: Progress) -> bytes:
    data = workspace.read(blobs.read, document.content_hash)
    began = time.monotonic()
    pdf = isolated.showing.rendition(data, document.media_type, check=progress.check)
    slow = time.monotonic() - began > _SLOW
    if slow and len(pdf) <= _LARGEST_KEPT and not workspace.read_only:
        with suppress(AdvocateError):  # a full drive: it is made again when next wanted
            workspace.run("Pages kept", _keep, document.content_hash, pdf)
    return pdf


def _keep(unit: Unit, content_hash: ContentHash, pdf: bytes) -> None:
    if blobs.holds(unit.connection, content_hash):  # not erased meanwhile
        renditions.keep(unit, content_hash, _PDF, RECIPE, pdf)
        renditions.bound(unit, _PDF, _MOST_KEPT)


class _Held:
    """The renditions used last, in memory."""

    def __init__(self) -> None:
        self._pdfs: OrderedDict[ContentHash, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, content_hash: ContentHash) -> bytes | None:
        with self._lock:
            if content_hash in self._pdfs:
                self._pdfs.move_to_end(content_hash)
            return self._pdfs.get(content_hash)

    def put(self, content_hash: ContentHash, pdf: bytes) -> None:
        with self._lock:
            self._pdfs[content_hash] = pdf
            while sum(map(len, self._pdfs.values())) > _MOST_HELD and len(self._pdfs) > 1:
                self._pdfs.popitem(last=False)


_held: WeakKeyDictionary[Workspace, _Held] = WeakKeyDictionary()


def _held_of(workspace: Workspace) -> _Held:
    return _held.setdefault(workspace, _Held())
