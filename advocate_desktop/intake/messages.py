"""What the program and its reading process say to each other over a pipe."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

ARGUMENT = "--read-documents"
"""What a program without an interpreter of its own is started with to be a reading process."""
Head = dict[str, Any]
_SIZES = struct.Struct(">QQ")
"""Bytes of the head and of the body."""
MOST_HEAD = 1024 * 1024 * 1024
MOST_BODY = 4 * MOST_HEAD


class Broken(Exception):
    """The other side stopped in the middle, or does not speak as agreed."""


def send(pipe: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Send plain values and the bytes they speak of; raise `OSError` when nobody listens."""
    said = json.dumps(head).encode()
    pipe.write(_SIZES.pack(len(said), len(body)) + said)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Head, bytes] | None:
    """Return the next head and body, or None when the other side has ended; raise `Broken`.

    It is JSON and not pickle: a process taken over by a hostile file can say nothing that runs.
    """
    start = pipe.read(_SIZES.size)
    if not start:
        return None
    if len(start) < _SIZES.size:
        raise Broken
    head_size, body_size = _SIZES.unpack(start)
    if head_size > MOST_HEAD or body_size > MOST_BODY:
        raise Broken
    try:
        head = json.loads(_exactly(pipe, head_size))
    except (ValueError, RecursionError):
        raise Broken from None
    if not isinstance(head, dict):
        raise Broken
    return head, _exactly(pipe, body_size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise Broken
    return data
