"""What was derived from the bytes of documents and is kept so that it is not made twice.

    kept(connection, content_hash, purpose, recipe)   the bytes, or None
    keep(unit, content_hash, purpose, recipe, data)   in place of what was kept for this purpose
    drop(unit, content_hash, purpose)                 what turned out not to open
    bound(unit, purpose, most)                        the oldest go until at most so many bytes stay

All of it can be made again, so it is not journaled and belongs to the content, not to a document.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, func, insert, select

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.store.blobs import CHUNK
from advocate_desktop.store.tables import renditions
from advocate_desktop.store.unit import Unit

_SEPARATOR = " "
"""Between the recipe and the digest of what was made by it, by which damage is told."""


def kept(
    connection: Connection, content_hash: ContentHash, purpose: str, recipe: str
) -> bytes | None:
    """Return what was derived from these bytes by this recipe, verified.

    None when it is not kept, and when it is not what was kept; then it can be made again.
    """
    pieces = select(renditions.c.number, renditions.c.recipe).where(
        renditions.c.content_hash == content_hash,
        renditions.c.purpose == purpose,
        renditions.c.recipe.startswith(recipe + _SEPARATOR, autoescape=True),
    )
    found = connection.execute(pieces.order_by(renditions.c.position)).all()
    if not found:
        return None
    data = b"".join(
        connection.execute(select(renditions.c.bytes).where(renditions.c.number == n)).scalar_one()
        for n, _ in found
    )
    return data if _marked(recipe, data) == found[0][1] else None


def keep(unit: Unit, content_hash: ContentHash, purpose: str, recipe: str, data: bytes) -> None:
    """Keep what was derived from these bytes, in place of what was kept for this purpose."""
    drop(unit, content_hash, purpose)
    marked = _marked(recipe, data)
    for position, at in enumerate(range(0, max(len(data), 1), CHUNK)):
        row = {
            "content_hash": content_hash,
            "purpose": purpose,
            "recipe": marked,
            "position": position,
            "bytes": data[at : at + CHUNK],
        }
        unit.connection.execute(insert(renditions), row)


def _marked(recipe: str, data: bytes) -> str:
    """Return the recipe with the digest of what was made by it."""
    return f"{recipe}{_SEPARATOR}{hashlib.sha256(data).hexdigest()}"


def drop(unit: Unit, content_hash: ContentHash, purpose: str) -> None:
    """Forget what was derived from these bytes for this purpose."""
    of_it = (renditions.c.content_hash == content_hash, renditions.c.purpose == purpose)
    unit.connection.execute(delete(renditions).where(*of_it))


def bound(unit: Unit, purpose: str, most: int) -> None:
    """Forget what was kept longest ago for this purpose, until at most `most` bytes stay."""
    sizes = (
        select(
            renditions.c.content_hash,
            func.sum(func.length(renditions.c.bytes)),
        )
        .where(renditions.c.purpose == purpose)
        .group_by(renditions.c.content_hash)
        .order_by(func.max(renditions.c.number).desc())
    )
    total = 0
    for content_hash, size in unit.connection.execute(sizes).all():
        total += size
        if total > most:
            drop(unit, ContentHash(content_hash), purpose)
