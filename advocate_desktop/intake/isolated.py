"""Reading and showing documents in a process of its own, which a bad file may break or hold up."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.intake.enclosed import Enclosed
from advocate_desktop.intake.messages import ARGUMENT, Broken, Head, receive, send
from advocate_desktop.intake.outcomes import (
    EMPTY,
    MOST_BYTES,
    TOO_LARGE,
    NoRendition,
    PageImage,
    PageNotShown,
    Reading,
    Refused,
    Region,
)
from advocate_desktop.intake.recognise import UNKNOWN, by_signature

BROKE = (
    "The file broke the part of the program that reads it. It is kept as it is, but cannot be "
    "shown or put into a packet. Ask the sender for it again, or for a PDF of it."
)
TOO_SLOW = (
    "Reading the file took too long and was stopped. It is kept as it is, but cannot be shown or "
    "put into a packet. Ask the sender for a PDF of it, or for a smaller one."
)
PAGE_BROKE = "This page cannot be drawn; the file itself is kept. Export it to open it elsewhere."
PAGE_TOO_SLOW = "Drawing the page took too long and was stopped; the file itself is kept."

_SECONDS = 90
_BYTES_A_SECOND = 1024 * 1024
"""How much longer a large file may take."""
_PAGE_SECONDS = 30
_START_SECONDS = 60
_LARGE = 64 * 1024 * 1024
"""After a file of so many bytes a process is let go, so that its memory is given back."""
_ERRORS: Mapping[str, type[AdvocateError]] = {"Refused": Refused, "PageNotShown": PageNotShown}


class Stopped(Exception):
    """The process took too long and was ended."""


class Worker:
    """A reading process: started when first asked, used again, replaced when it broke."""

    def __init__(self, seconds: float | None = None) -> None:
        """Give every request that many seconds, or as many as its kind and size ask for."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._shown: str | None = None

    def read(self, data: bytes) -> Reading:
        """Read a file of any kind; one that breaks or holds up the process is kept with a note.

        Raises `Refused` as `reading.read` does.
        """
        if not data:
            raise Refused(EMPTY)
        if len(data) > MOST_BYTES:
            raise Refused(TOO_LARGE)
        try:
            with self._lock:
                head, _ = self._ask({"ask": "read"}, data)
            head["page_texts"] = tuple(head["page_texts"])
            return Reading(**head)
        except Stopped:
            note = TOO_SLOW
        except Broken:
            note = BROKE
        return Reading(by_signature(data) or UNKNOWN, None, note=note)

    def rendition(self, data: bytes, media_type: str) -> bytes:
        """Return a clean PDF of a file; raise `NoRendition` with the sentence why there is none."""
        try:
            with self._lock:
                return self._ask({"ask": "rendition", "media_type": media_type}, data)[1]
        except Stopped:
            raise NoRendition(TOO_SLOW) from None
        except Broken:
            raise NoRendition(BROKE) from None

    def enclosed(self, data: bytes, media_type: str) -> tuple[Enclosed, ...]:
        """Return the files sent with an e-mail; none when it breaks or holds up the process."""
        try:
            with self._lock:
                head, contents = self._ask({"ask": "enclosed", "media_type": media_type}, data)
        except (Stopped, Broken):
            return ()
        files, at = [], 0
        for name, size in head["files"]:
            files.append(Enclosed(name, contents[at : at + size]))
            at += size
        return tuple(files)

    def page_image(self, name: str, pdf: bytes, page: int, scale: float) -> PageImage:
        """Draw a page as `pages.page_image`; the name tells whether the PDF is there already."""
        head, pixels = self._of_shown(
            name, pdf, {"ask": "page_image", "page": page, "scale": scale}
        )
        width, height, stride = head["size"]
        return PageImage(width, height, stride, pixels)

    def page_sizes(self, name: str, pdf: bytes) -> tuple[tuple[float, float], ...]:
        """Return the sizes of the pages as `pages.page_sizes`; raise `PageNotShown`."""
        head, _ = self._of_shown(name, pdf, {"ask": "page_sizes"})
        return tuple((width, height) for width, height in head["sizes"])

    def page_words(self, name: str, pdf: bytes, page: int) -> tuple[PageWord, ...]:
        """Return the words of a page with their places as `word_places.page_words`."""
        head, _ = self._of_shown(name, pdf, {"ask": "page_words", "page": page})
        return tuple(PageWord(*word) for word in head["words"])

    def blank_places(
        self, name: str, pdf: bytes, places: Sequence[Sequence[Region]]
    ) -> tuple[tuple[bool, ...], ...]:
        """Tell which places of the pages are blank as `blank_places`; none when it cannot be."""
        try:
            with self._lock:
                head, _ = self._ask_shown(name, pdf, {"ask": "blank_places", "places": places})
        except (Stopped, Broken):
            return tuple((False,) * len(of_page) for of_page in places)
        return tuple(tuple(blank) for blank in head["blank"])

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._end()

    def _of_shown(self, name: str, pdf: bytes, request: Head) -> tuple[Head, bytes]:
        try:
            with self._lock:
                return self._ask_shown(name, pdf, request)
        except Stopped:
            raise PageNotShown(PAGE_TOO_SLOW) from None
        except Broken:
            raise PageNotShown(PAGE_BROKE) from None

    def _ask_shown(self, name: str, pdf: bytes, request: Head) -> tuple[Head, bytes]:
        if self._process is None or self._process.poll() is not None or self._shown != name:
            self._ask({"ask": "show"}, pdf)
            self._shown = name
        return self._ask_once(request, b"", _PAGE_SECONDS)

    def _ask(self, request: Head, data: bytes) -> tuple[Head, bytes]:
        """Ask once, and once more in a fresh process when an old one broke, perhaps of old age."""
        seconds = _SECONDS + len(data) / _BYTES_A_SECOND
        is_fresh = self._process is None or self._process.poll() is not None
        try:
            return self._ask_once(request, data, seconds)
        except Broken:
            if is_fresh:
                raise
            return self._ask_once(request, data, seconds)
        finally:
            if len(data) > _LARGE and request["ask"] != "show":
                self._end()

    def _ask_once(self, request: Head, data: bytes, seconds: float) -> tuple[Head, bytes]:
        if self._process is None or self._process.poll() is not None:
            self._start()
        seconds = self._seconds or seconds
        head, body = self._exchange({**request, "seconds": int(seconds)}, data, seconds)
        if "error" in head:
            raise _ERRORS.get(str(head["error"]), NoRendition)(str(head["sentence"]))
        return head, body

    def _start(self) -> None:
        self._end()
        try:
            self._process = _started()
        except OSError:
            raise Broken from None
        self._exchange(None, b"", _START_SECONDS)

    def _exchange(self, said: Head | None, data: bytes, seconds: float) -> tuple[Head, bytes]:
        """Say something, wait for what comes back, and end the process unless it comes in time."""
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        answer = None
        try:
            if said is not None:
                send(process.stdin, said, data)
            answer = receive(process.stdout)
        except (OSError, Broken):
            pass
        finally:
            timer.cancel()
            # Also when interrupted half way: the next answer would be to this request.
            if answer is None or stopped.is_set():
                self._end()
        if answer is None or stopped.is_set():
            raise Stopped if stopped.is_set() else Broken
        return answer

    def _end(self) -> None:
        process, self._process, self._shown = self._process, None, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                assert pipe
                pipe.close()
            except OSError:  # what was not sent yet finds nobody
                continue
        process.wait()


def _started() -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
    if getattr(sys, "frozen", False):
        command = [sys.executable, ARGUMENT]
    else:
        # -P: a folder of the user's is no place to take modules from.
        run = "from advocate_desktop.intake.worker import main; main()"
        command = [sys.executable, "-P", "-c", run]
        options["env"] = {**os.environ, "PYTHONPATH": _package_path()}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **options,
    )


def _package_path() -> str:
    """Return where the process finds this program and its libraries, as it is found here."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join([here, *(place for place in sys.path if place)])


reading = Worker()
"""Takes files in, as long as that may last."""
showing = Worker()
"""Shows documents, so that looking at one does not wait for files that come in."""
atexit.register(reading.close)
atexit.register(showing.close)
