"""Reading and showing documents in a process of its own, which a bad file may break or hold up."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.intake.enclosed import Enclosed
from advocate_desktop.intake.messages import Broken, Head
from advocate_desktop.intake.outcomes import (
    EMPTY,
    KEPT_ONLY,
    MOST_BYTES,
    TOO_LARGE,
    FaxPage,
    NoRendition,
    PageImage,
    PageNotShown,
    PageScan,
    PageTraits,
    Reading,
    Refused,
    Region,
    WrongPassword,
)
from advocate_desktop.intake.reading_process import Check, ReadingProcess, Stopped, never
from advocate_desktop.intake.recognise import SHOWN, UNKNOWN, by_signature

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
_SECONDS_BETWEEN_CHECKS = 0.1
_ENDS = 64 * 1024
"""Bytes at either end of a file that tell what it is."""
_LARGE = 64 * 1024 * 1024
"""After a file of so many bytes a process is let go, so that its memory is given back."""
_ERRORS: Mapping[str, type[AdvocateError]] = {
    error.__name__: error for error in (Refused, PageNotShown, WrongPassword)
}


class Worker:
    """A reading process: started when first asked, used again, replaced when it broke."""

    def __init__(self, seconds: float | None = None) -> None:
        """Give every request that many seconds, or as many as its kind and size ask for."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process = ReadingProcess()
        self._shown: str | None = None

    def get_ready(self) -> None:
        """Start the process, so that the first request need not wait; a failure comes up later."""
        try:
            with self._lock:
                if not self._process.is_running:
                    self._process.start()
        except (Stopped, Broken):
            return

    def read(self, data: bytes, password: str | None = None, check: Check = never) -> Reading:
        """Read a file of any kind; one that breaks or holds up the process is kept with a note.

        Raises `Refused` and `WrongPassword` as `reading.read` does, and what `check` raises; then
        the process that was reading has ended.
        """
        if not data:
            raise Refused(EMPTY)
        if len(data) > MOST_BYTES:
            raise Refused(TOO_LARGE)
        try:
            with self._alone(check):
                kept_only = self._is_kept_only(data, check)
                if kept_only:
                    return Reading(kept_only, None, note=KEPT_ONLY)
                head, _ = self._ask({"ask": "read", "password": password}, data, check)
            head["page_texts"] = tuple(head["page_texts"])
            return Reading(**head)
        except Stopped:
            note = TOO_SLOW
        except Broken:
            note = BROKE
        return Reading(by_signature(data) or UNKNOWN, None, note=note)

    def rendition(
        self, data: bytes, media_type: str, password: str | None = None, check: Check = never
    ) -> bytes:
        """Return a clean PDF of a file; raise `NoRendition` with the sentence why there is none.

        Raises `WrongPassword` as `rendition.rendition` does, and what `check` raises.
        """
        request = {"ask": "rendition", "media_type": media_type, "password": password}
        try:
            with self._alone(check):
                return self._ask(request, data, check)[1]
        except Stopped:
            raise NoRendition(TOO_SLOW) from None
        except Broken:
            raise NoRendition(BROKE) from None

    def enclosed(self, data: bytes, media_type: str) -> tuple[Enclosed, ...]:
        """Return the files sent with an e-mail; none when it breaks or holds up the process."""
        request = {"ask": "enclosed", "media_type": media_type}
        try:
            with self._alone():
                head, contents = self._ask(request, data, never)
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

    def page_scan(
        self, name: str, pdf: bytes, page: int, check: Check = never
    ) -> tuple[PageScan, bool]:
        """Draw a page for reading its letters, and tell whether it holds pictures at all."""
        head, pixels = self._of_shown(name, pdf, {"ask": "page_scan", "page": page}, check)
        width, height, scale = head["size"]
        return PageScan(width, height, scale, pixels), bool(head["pictures"])

    def fax_page(self, name: str, pdf: bytes, page: int, check: Check = never) -> FaxPage:
        """Return a page as a fax machine sends it, as `fax_pages.fax_page`."""
        head, code = self._of_shown(name, pdf, {"ask": "fax_page", "page": page}, check)
        width, height = head["size"]
        return FaxPage(width, height, code)

    def blank_places(
        self, name: str, pdf: bytes, places: Sequence[Sequence[Region]]
    ) -> tuple[tuple[bool, ...], ...]:
        """Tell which places of the pages are blank as `blank_places`; none when it cannot be."""
        request: Head = {"ask": "blank_places", "places": places}
        try:
            with self._alone():
                head, _ = self._ask_shown(name, pdf, request, never)
        except (Stopped, Broken):
            return tuple((False,) * len(of_page) for of_page in places)
        return tuple(tuple(blank) for blank in head["blank"])

    def page_traits(
        self, name: str, pdf: bytes, first: int, last: int, check: Check = never
    ) -> tuple[PageTraits, ...]:
        """Return the traits of some pages as `page_traits.page_traits`; raise `PageNotShown`."""
        request: Head = {"ask": "page_traits", "first": first, "last": last}
        head, _ = self._of_shown(name, pdf, request, check)
        return tuple(PageTraits(*traits) for traits in head["traits"])

    def form_traits(self, data: bytes, check: Check = never) -> tuple[bool, bool]:
        """Tell whether a PDF is signed and is an XFA form; neither when it cannot be told."""
        try:
            with self._alone(check):
                head, _ = self._ask({"ask": "form_traits"}, data, check)
        except (Stopped, Broken):
            return False, False
        signed, xfa = head["traits"]
        return bool(signed), bool(xfa)

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._end()

    def _is_kept_only(self, data: bytes, check: Check) -> str | None:
        """Return the media type of a large file that cannot be shown; None to have it read.

        Its beginning and end tell, so that a film is not sent whole for nothing.
        """
        if len(data) <= 2 * _ENDS or by_signature(data):
            return None
        ends = data[:_ENDS] + data[-_ENDS:]
        media_type = str(self._ask({"ask": "recognise"}, ends, check)[0]["media_type"])
        return None if media_type in SHOWN else media_type

    @contextmanager
    def _alone(self, check: Check = never) -> Iterator[None]:
        """Wait until nobody else asks; raise what `check` raises meanwhile."""
        check()
        while not self._lock.acquire(timeout=_SECONDS_BETWEEN_CHECKS):
            check()
        try:
            yield
        finally:
            self._lock.release()

    def _of_shown(
        self, name: str, pdf: bytes, request: Head, check: Check = never
    ) -> tuple[Head, bytes]:
        try:
            with self._alone(check):
                return self._ask_shown(name, pdf, request, check)
        except Stopped:
            raise PageNotShown(PAGE_TOO_SLOW) from None
        except Broken:
            raise PageNotShown(PAGE_BROKE) from None

    def _ask_shown(self, name: str, pdf: bytes, request: Head, check: Check) -> tuple[Head, bytes]:
        if not self._process.is_running or self._shown != name:
            self._ask({"ask": "show"}, pdf, check)
            self._shown = name
        return self._ask_once(request, b"", _PAGE_SECONDS, check)

    def _ask(self, request: Head, data: bytes, check: Check) -> tuple[Head, bytes]:
        """Ask once, and once more in a fresh process when an old one broke, perhaps of old age."""
        seconds = _SECONDS + len(data) / _BYTES_A_SECOND
        is_fresh = not self._process.is_running
        try:
            return self._ask_once(request, data, seconds, check)
        except Broken:
            if is_fresh:
                raise
            return self._ask_once(request, data, seconds, check)
        finally:
            if len(data) > _LARGE and request["ask"] != "show":
                self._end()

    def _ask_once(
        self, request: Head, data: bytes, seconds: float, check: Check
    ) -> tuple[Head, bytes]:
        if not self._process.is_running:
            self._shown = None
            self._process.start()
        seconds = self._seconds or seconds
        limited = {**request, "seconds": int(seconds)}
        head, body = self._process.exchange(limited, data, seconds, check)
        if "error" in head:
            raise _ERRORS.get(str(head["error"]), NoRendition)(str(head["sentence"]))
        return head, body

    def _end(self) -> None:
        self._process.end()
        self._shown = None


reading = Worker()
"""Takes files in, as long as that may last."""
showing = Worker()
"""Shows documents, so that looking at one does not wait for files that come in."""
recognising = Worker()
"""Draws scanned pages for reading their letters, while both others are asked for other things."""
atexit.register(reading.close)
atexit.register(showing.close)
atexit.register(recognising.close)
