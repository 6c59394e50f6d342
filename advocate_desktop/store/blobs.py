"""The bytes of documents: once for each content, in chunks, named by their SHA-256.

    put(unit, data)                   bytes or a seekable stream; returns the ContentHash
    read(connection, content_hash)    all of it, verified
    iter_chunks(connection, hash)     piece by piece, not verified
    holds(connection, content_hash)   whether it is there

Bytes are not journaled; the document's row, which is, names them by hash.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

from sqlalchemy import Connection, insert, select

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.store.errors import CasebookDamaged
from advocate_desktop.store.tables import content_chunks, contents
from advocate_desktop.store.unit import Unit

CHUNK = 1024 * 1024
"""Bytes."""


def put(unit: Unit, data: bytes | BinaryIO, content_hash: ContentHash | None = None) -> ContentHash:
    """Keep bytes in the casebook, unless they are there already, and return their SHA-256.

    Whoever has bytes and knows their hash may give it, so that they are not read again. A stream
    must be seekable: it is read twice, from where it stands to its end, a chunk at a time. Raises
    `Invalid` when it changed in between.
    """
    if isinstance(data, bytes) and content_hash is not None:
        if not holds(unit.connection, content_hash):
            row = {"hash": content_hash, "size": len(data)}
            unit.connection.execute(insert(contents), row)
            for position, at in enumerate(range(0, len(data), CHUNK)):
                piece = data[at : at + CHUNK]
                _write_chunk(unit.connection, content_hash, position, piece)
        return content_hash
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    start = stream.tell()
    content_hash, size = _digest(stream)
    if not holds(unit.connection, content_hash):
        unit.connection.execute(insert(contents), {"hash": content_hash, "size": size})
        stream.seek(start)
        _write_chunks(unit.connection, content_hash, stream)
    return content_hash


def holds(connection: Connection, content_hash: ContentHash) -> bool:
    """Whether these bytes are in the casebook."""
    query = select(contents.c.hash).where(contents.c.hash == content_hash)
    return connection.execute(query).first() is not None


def read(connection: Connection, content_hash: ContentHash) -> bytes:
    """Return all the bytes, verified.

    Raises `NotFound` when they are not there, `CasebookDamaged` when they are not what was put in.
    """
    if not holds(connection, content_hash):
        raise NotFound("The bytes of this document are not in the casebook. Attach the file again.")
    data = b"".join(iter_chunks(connection, content_hash))
    if hashlib.sha256(data).hexdigest() != content_hash:
        raise CasebookDamaged(
            "This document is damaged inside the casebook and is not shown. The record of it is "
            "safe. Take the file from a backup and attach it again."
        )
    return data


def iter_chunks(connection: Connection, content_hash: ContentHash) -> Iterator[bytes]:
    """Yield the bytes in pieces of at most `CHUNK`; nothing when they are not there."""
    numbers = select(content_chunks.c.number).where(content_chunks.c.content_hash == content_hash)
    for number in connection.scalars(numbers.order_by(content_chunks.c.position)).all():
        piece = select(content_chunks.c.bytes).where(content_chunks.c.number == number)
        yield connection.execute(piece).scalar_one()


def all_hashes(connection: Connection) -> tuple[ContentHash, ...]:
    """Return the hash of every content in the casebook."""
    return tuple(map(ContentHash, connection.scalars(select(contents.c.hash))))


def is_sound(connection: Connection, content_hash: ContentHash) -> bool:
    """Whether the bytes are still what was put in, read a chunk at a time."""
    digest = hashlib.sha256()
    for chunk in iter_chunks(connection, content_hash):
        digest.update(chunk)
    return digest.hexdigest() == content_hash


def _digest(stream: BinaryIO) -> tuple[ContentHash, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return ContentHash(digest.hexdigest()), size


def _write_chunks(connection: Connection, content_hash: ContentHash, stream: BinaryIO) -> None:
    digest, position = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        _write_chunk(connection, content_hash, position, chunk)
        position += 1
    if digest.hexdigest() != content_hash:
        raise Invalid("The file changed while it was being read. Nothing was kept. Try again.")


def _write_chunk(
    connection: Connection, content_hash: ContentHash, position: int, chunk: bytes
) -> None:
    row = {"content_hash": content_hash, "position": position, "bytes": chunk}
    connection.execute(insert(content_chunks), row)
