"""The integrity check of a casebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    Connection,
    DriveFailed,
    Workspace,
)
from advocate_desktop.store import blobs, checking, layout, repairing


def check(workspace: Workspace, progress: Progress) -> tuple[str, ...]:
    """Return a sentence for each thing that is wrong; () when all is well. Changes nothing.

    Looks at every page, how the file is laid out, the index of words, every link between entries,
    the bytes of every document against their hash, the chain of the history, and each entry against
    the history. What of it can be made anew, `repair` does; the rest is for `rescue`.
    """
    progress.step(0, 0, "Looking at each page of the file")
    found = _pages(workspace)
    for look in (checking.links, checking.history, checking.rows, repairing.search):
        found += _look(workspace, look)
    found += _documents(workspace, progress)
    return tuple(dict.fromkeys(found))


def _pages(workspace: Workspace) -> list[str]:
    found: list[str] = []
    try:
        with workspace.casebook.raw() as connection:
            found.extend(checking.pages(connection))
            found.extend(layout.problems(connection))
            found.extend(checking.search_index(connection))
        with workspace.casebook.raw() as connection:  # one that met a damaged page reads no other
            found.extend(checking.prepared_views(connection))
    except (CasebookDamaged, DriveFailed) as error:
        found.append(str(error))
    return found


def _look(workspace: Workspace, look: Callable[[Connection], Iterator[str]]) -> list[str]:
    found: list[str] = []
    try:
        workspace.read(lambda connection: found.extend(look(connection)))
    except (CasebookDamaged, DriveFailed) as error:
        found.append(str(error))
    return found


def _documents(workspace: Workspace, progress: Progress) -> list[str]:
    found: list[str] = []
    try:
        hashes = workspace.read(blobs.all_hashes)
        for number, content_hash in enumerate(hashes):
            progress.check()
            progress.step(number, len(hashes), "Comparing each document with its hash")
            if not _is_sound(workspace, content_hash):
                found.append(workspace.read(checking.damaged_document, content_hash))
    except (CasebookDamaged, DriveFailed) as error:
        found.append(str(error))
    return found


def _is_sound(workspace: Workspace, content_hash: ContentHash) -> bool:
    # A read of its own for each: a connection that met a damaged page reads no other.
    try:
        return workspace.read(blobs.is_sound, content_hash)
    except CasebookDamaged:
        return False
