"""The process that reads documents: a hostile file can break it, and nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, astuple
from typing import IO

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.intake import pages, reading
from advocate_desktop.intake import rendition as renditions
from advocate_desktop.intake.blank_places import blank_places
from advocate_desktop.intake.fax_pages import fax_page
from advocate_desktop.intake.messages import Head, receive, send
from advocate_desktop.intake.page_scans import page_scan
from advocate_desktop.intake.page_traits import form_traits, page_traits
from advocate_desktop.intake.recognise import recognise
from advocate_desktop.intake.word_places import page_words

MOST_MEMORY = 4 * 1024 * 1024 * 1024
"""Bytes of address space, where the system can bound it."""

Answer = tuple[Head, bytes]


class _Shown:
    """The PDF whose pages are asked for, kept so that it is sent only once."""

    pdf = b""


def main() -> None:
    """Answer requests from standard input until it ends."""
    hears = os.fdopen(os.dup(0), "rb")
    tells = os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that asks decides when to stop
    _leave_nothing_open()
    _bound()
    send(tells, {"ready": True})
    serve(hears, tells)


def serve(hears: IO[bytes], tells: IO[bytes]) -> None:
    """Answer each request in turn; what a reader does not expect ends the process."""
    shown = _Shown()
    while (request := receive(hears)) is not None:
        head, body = request
        _bound_time(int(head.pop("seconds")))
        try:
            answer = _ASKED[head.pop("ask")](shown, head, body)
        except AdvocateError as error:
            answer = {"error": type(error).__name__, "sentence": str(error)}, b""
        send(tells, *answer)


def _recognise(_: _Shown, head: Head, body: bytes) -> Answer:
    return {"media_type": recognise(body).media_type}, b""


def _read(_: _Shown, head: Head, body: bytes) -> Answer:
    return asdict(reading.read(body, head["password"])), b""


def _enclosed(_: _Shown, head: Head, body: bytes) -> Answer:
    files = reading.enclosed(body, head["media_type"])
    named = [(file.name, len(file.data)) for file in files]
    return {"files": named}, b"".join(file.data for file in files)


def _rendition(_: _Shown, head: Head, body: bytes) -> Answer:
    return {}, renditions.rendition(body, head["media_type"], head["password"])


def _show(shown: _Shown, head: Head, body: bytes) -> Answer:
    shown.pdf = body
    return {}, b""


def _page_image(shown: _Shown, head: Head, body: bytes) -> Answer:
    image = pages.page_image(shown.pdf, head["page"], head["scale"])
    return {"size": (image.width, image.height, image.stride)}, image.pixels


def _page_sizes(shown: _Shown, head: Head, body: bytes) -> Answer:
    return {"sizes": pages.page_sizes(shown.pdf)}, b""


def _page_words(shown: _Shown, head: Head, body: bytes) -> Answer:
    return {"words": [astuple(word) for word in page_words(shown.pdf, head["page"])]}, b""


def _page_scan(shown: _Shown, head: Head, body: bytes) -> Answer:
    scan, pictures = page_scan(shown.pdf, head["page"])
    return {"size": (scan.width, scan.height, scan.scale), "pictures": pictures}, scan.pixels


def _fax_page(shown: _Shown, head: Head, body: bytes) -> Answer:
    fax = fax_page(shown.pdf, head["page"])
    return {"size": (fax.width, fax.height)}, fax.code


def _blank_places(shown: _Shown, head: Head, body: bytes) -> Answer:
    return {"blank": blank_places(shown.pdf, head["places"])}, b""


def _page_traits(shown: _Shown, head: Head, body: bytes) -> Answer:
    found = page_traits(shown.pdf, head["first"], head["last"])
    return {"traits": [astuple(traits) for traits in found]}, b""


def _form_traits(_: _Shown, head: Head, body: bytes) -> Answer:
    return {"traits": form_traits(body)}, b""


_ASKED: dict[str, Callable[[_Shown, Head, bytes], Answer]] = {
    "recognise": _recognise,
    "read": _read,
    "enclosed": _enclosed,
    "rendition": _rendition,
    "show": _show,
    "page_image": _page_image,
    "page_sizes": _page_sizes,
    "page_words": _page_words,
    "page_scan": _page_scan,
    "fax_page": _fax_page,
    "blank_places": _blank_places,
    "page_traits": _page_traits,
    "form_traits": _form_traits,
}


def _leave_nothing_open() -> None:
    """Let what a library prints go nowhere, so that it does not get between the answers."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)


def _bound() -> None:
    """Bound the memory, and forbid every file: no client data may reach the drive in clear."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (allowed, hard))
        except (OSError, ValueError):  # macOS does not bound the address space
            continue


def _bound_time(seconds: int) -> None:
    """Bound the processor's time for one request, so that no lost process runs on for ever."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
