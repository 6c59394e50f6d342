"""Files that come in one after another: the next one is read while the last one is being kept."""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.intake import isolated
from advocate_desktop.intake.incoming import load
from advocate_desktop.intake.outcomes import Reading, Refused
from advocate_desktop.services.progress import Cancelled, Progress

_MOST_AHEAD = 64
"""Files."""
_MOST_BYTES_AHEAD = 32 * 1024 * 1024
_SECONDS_BETWEEN_CHECKS = 0.1


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file with what was read of it."""

    path: Path
    data: bytes = b""
    content_hash: ContentHash | None = None
    reading: Reading | None = None
    """None for a file that is refused, or known and therefore not read."""
    refused: str = ""
    """The sentence why it is not taken; empty for one that is."""


def read_ahead(
    paths: Sequence[Path], is_known: Callable[[ContentHash], bool], progress: Progress
) -> Iterator[IncomingFile]:
    """Give each file in order, reading some ahead.

    `is_known` is asked on another thread whether content is there already. Raises `Cancelled`.
    """
    ended = threading.Event()
    room = _Room()

    def check() -> None:
        progress.check()
        if ended.is_set():
            raise Cancelled

    def come(path: Path) -> IncomingFile:
        file = _read(path, is_known, check)
        room.take(len(file.data), check)
        return file

    with ThreadPoolExecutor(1, thread_name_prefix="incoming") as reader:
        try:
            coming = deque(reader.submit(come, path) for path in paths[:_MOST_AHEAD])
            for following in (*paths[_MOST_AHEAD:], *[None] * min(len(paths), _MOST_AHEAD)):
                file = coming.popleft().result()
                if following is not None:
                    coming.append(reader.submit(come, following))
                yield file
                room.give(len(file.data))
        finally:
            ended.set()


class _Room:
    """Bounds the bytes that are read ahead; a single file may be larger."""

    def __init__(self) -> None:
        self._taken = 0
        self._changed = threading.Condition()

    def take(self, size: int, check: Callable[[], None]) -> None:
        """Wait until there is room; raise what `check` raises meanwhile."""
        with self._changed:
            while self._taken and self._taken + size > _MOST_BYTES_AHEAD:
                check()
                self._changed.wait(_SECONDS_BETWEEN_CHECKS)
            self._taken += size

    def give(self, size: int) -> None:
        """Give room back."""
        with self._changed:
            self._taken -= size
            self._changed.notify_all()


def _read(
    path: Path, is_known: Callable[[ContentHash], bool], check: Callable[[], None]
) -> IncomingFile:
    """Load and read a file; raise what `check` raises."""
    check()
    try:
        data = load(path)
        content_hash = ContentHash(hashlib.sha256(data).hexdigest())
        if is_known(content_hash):
            return IncomingFile(path, data, content_hash)
        return IncomingFile(path, data, content_hash, isolated.reading.read(data, check=check))
    except Refused as refused:
        return IncomingFile(path, refused=str(refused))
