"""The integrity check of a casebook."""

from __future__ import annotations

from collections.abc import Iterator

from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    Connection,
    DriveFailed,
    Workspace,
)
from advocate_desktop.store import checking


def check(workspace: Workspace, progress: Progress) -> tuple[str, ...]:
    """Return a sentence for each thing that is wrong; () when all is well. Changes nothing.

    Looks at every page, every link between entries, the bytes of every document against their
    hash, the chain of the history, and each entry against the history.
    """

    def told(done: int, total: int) -> None:
        progress.check()
        progress.step(done, total, "Comparing each document with its hash")

    def looks(connection: Connection) -> Iterator[Iterator[str]]:
        yield checking.links(connection)
        yield checking.contents(connection, told)
        yield checking.history(connection)
        yield checking.rows(connection)

    progress.step(0, 0, "Looking at each page of the file")
    found = _all(checking.pages(workspace.casebook))
    found += workspace.read(lambda c: [p for look in looks(c) for p in _all(look)])
    return tuple(found)


def _all(problems: Iterator[str]) -> list[str]:
    found: list[str] = []
    try:
        for problem in problems:
            found.append(problem)
    except (CasebookDamaged, DriveFailed) as error:
        found.append(str(error))
    return found
