"""Reading the letters of scanned pages in the background, where Tesseract is installed.

What waits is derived, so that work which was interrupted goes on where it stopped. Each page is
kept as soon as it is read: its text is found by searching, and where its words stand is kept for
selecting on the page and for packets.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.page_words import RecognisedPage
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import PageNotShown
from advocate_desktop.intake.recognise import PDF, PICTURES
from advocate_desktop.intake.tesseract import (
    ENGLISH,
    SPANISH,
    NotRecognised,
    Tesseract,
    find_tesseract,
)
from advocate_desktop.services import document_pages
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, recognised
from advocate_desktop.store import documents as rows
from advocate_desktop.store.recognised import WaitingPage

RECIPE = "1"
"""The version of how letters are read; pages read by another are read again."""
_KINDS = (PDF, *PICTURES)
_LABEL = "Letters of scanned pages read"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A document with pages whose letters were not read yet."""

    document: DocumentId
    name: str
    pages: tuple[int, ...]
    """From 0."""


def is_available() -> bool:
    """Whether letters can be read here; asks the system the first time, which takes a while."""
    return _tesseract() is not None


def what_to_install() -> str:
    """Return a sentence on what the user may install to have scans read."""
    how = {
        "win32": "Install “Tesseract OCR” with its English and Spanish data",
        "darwin": "Install it with Homebrew: brew install tesseract tesseract-lang",
    }.get(sys.platform, "Install the packages tesseract-ocr and tesseract-ocr-spa")
    return (
        "Some pages here are scans, and their words cannot be found by searching, because the "
        f"program Tesseract is not installed. {how}, then open this casebook again."
    )


def waiting(workspace: Workspace) -> tuple[Scanned, ...]:
    """Return the documents with pages still to be read, the newest first; works without Tesseract.

    A page that has text, or was read before, does not wait.
    """
    found = workspace.read(recognised.waiting, _KINDS, RECIPE)
    return tuple(
        Scanned(pages[0].document, pages[0].name, tuple(page.page - 1 for page in pages))
        for pages in _by_document(found)
    )


def recognise(
    workspace: Workspace, document_id: DocumentId, progress: Progress = NO_PROGRESS
) -> int:
    """Read the pages of one document that wait; return how many. Raises as `recognise_all`."""
    content_hash = workspace.read(rows.document, document_id)[1].content_hash
    found = workspace.read(recognised.waiting, _KINDS, RECIPE)
    return _recognise(workspace, [p for p in found if p.content_hash == content_hash], progress)


def recognise_all(workspace: Workspace, progress: Progress = NO_PROGRESS) -> int:
    """Read all pages that wait, each kept at once; return how many. None without Tesseract.

    Raises:
        Cancelled: the user stopped it; what was read stays.
        CasebookInUse, FolderReadOnly, DiskFull: the casebook cannot be written.
    """
    return _recognise(workspace, workspace.read(recognised.waiting, _KINDS, RECIPE), progress)


def recognised_pages(workspace: Workspace, document_id: DocumentId) -> Mapping[int, RecognisedPage]:
    """Return the words read off scanned pages, by page from 0, for a layer of text over them.

    Pages without any are left out, and the pages' texts: `documents.page_texts` has them. Raises
    `NotFound` when the document is gone.
    """
    content_hash = workspace.read(rows.document, document_id)[1].content_hash
    pages = workspace.read(recognised.of_document, content_hash)
    return {number - 1: page for number, page in pages.items() if page.words}


@cache
def _tesseract() -> Tesseract | None:
    return find_tesseract()


def _by_document(found: Sequence[WaitingPage]) -> list[list[WaitingPage]]:
    return [list(pages) for _, pages in groupby(found, lambda page: page.content_hash)]


def _recognise(workspace: Workspace, found: Sequence[WaitingPage], progress: Progress) -> int:
    tesseract = _tesseract()
    if tesseract is None or workspace.read_only:
        return 0
    done = 0
    for pages in _by_document(found):
        try:
            pdf = document_pages.rendition(workspace, pages[0].document, progress)
        except NotFound:  # removed meanwhile
            continue
        except AdvocateError:
            pdf = b""
        for page in pages:
            progress.step(done, len(found), f"Reading scans: {page.name}, page {page.page}")
            progress.check()
            read = _read(tesseract, pdf, page, progress)
            workspace.run(_LABEL, _keep, page, read)
            done += 1
    progress.step(len(found), len(found), "")
    return done


def _read(
    tesseract: Tesseract, pdf: bytes, page: WaitingPage, progress: Progress
) -> RecognisedPage:
    """Return the words of a page; none when it cannot be read, so that it is not tried for ever."""
    try:
        name = page.content_hash
        scan, has_pictures = isolated.recognising.page_scan(
            name, pdf, page.page - 1, progress.check
        )
        if page.characters and not has_pictures:
            return RecognisedPage()
        languages = (SPANISH, ENGLISH) if page.language == "es" else (ENGLISH, SPANISH)
        return tesseract.recognise(scan, languages, progress.check)
    except (PageNotShown, NotRecognised):
        return RecognisedPage()


def _keep(unit: Unit, page: WaitingPage, read: RecognisedPage) -> None:
    """Keep what was read, unless the page has more text of its own, which is surer."""
    if len(read.text.strip()) <= page.characters:
        read = RecognisedPage()
    if blobs.holds(unit.connection, page.content_hash):  # not erased meanwhile
        recognised.put(unit, page.content_hash, page.page, RECIPE, read)
