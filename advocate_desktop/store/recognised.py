"""What was read off scanned pages: a piece for each page, kept among the renditions.

    waiting(connection, media_types, recipe)     pages still to be read
    put(unit, content_hash, page, recipe, read)  what was read off one page, numbered from 1
    of_page(connection, content_hash, page)      the words of a page
    of_document(connection, content_hash)        page number -> words

What waits is not noted down anywhere: it is what has hardly any text and has no such piece.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
)

from advocate_desktop.domain.documents import ContentHash, DocumentId
from advocate_desktop.domain.page_words import PageWord, RecognisedPage
from advocate_desktop.store.tables import cases, clients, documents, page_texts, renditions
from advocate_desktop.store.unit import Unit

PURPOSE = "ocr"
HARDLY_ANY = 40
"""Characters; a page with fewer may be a scan with a stamp or a fax machine's line on it."""
_FINE = 100
"""Parts of a point in which a place is kept."""
_SPACE = " \t\n\r\f"


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page whose letters were not read yet."""

    document: DocumentId
    content_hash: ContentHash
    name: str
    """The document's title, or its file name."""
    language: str
    """The client's."""
    page: int
    """From 1."""
    characters: int
    """Of text that is there already."""


def waiting(
    connection: Connection, media_types: Sequence[str], recipe: str
) -> tuple[WaitingPage, ...]:
    """Return the pages with hardly any text of documents of these kinds, newest document first.

    A document that several cases have is told once.
    """
    trimmed = func.length(func.trim(page_texts.c.text, literal(_SPACE)))
    # By themselves first, so that the index of short texts is what they are found by.
    short = (
        select(page_texts.c.content_hash, page_texts.c.page, trimmed.label("characters"))
        .where(func.octet_length(page_texts.c.text) < literal_column("320"))
        .cte("short")
    )
    pages = short.c
    read = select(renditions.c.number).where(
        renditions.c.content_hash == pages.content_hash,
        renditions.c.purpose == PURPOSE,
        renditions.c.position == pages.page,
        renditions.c.recipe == recipe,
    )
    query = (
        select(
            func.min(documents.c.id),
            pages.content_hash,
            func.coalesce(func.nullif(documents.c.title, ""), documents.c.file),
            clients.c.language,
            pages.page,
            pages.characters,
        )
        .join(documents, documents.c.content_hash == pages.content_hash)
        .join(cases, cases.c.id == documents.c.case_id)
        .join(clients, clients.c.id == cases.c.client_id)
        .where(
            pages.characters < HARDLY_ANY,
            documents.c.pages.is_not(None),
            documents.c.media_type.in_(media_types),
            documents.c.trashed_at.is_(None),
            cases.c.trashed_at.is_(None),
            ~read.exists(),
        )
        .group_by(pages.content_hash, pages.page)
        .order_by(func.max(documents.c.attached_at).desc(), pages.content_hash, pages.page)
    )
    return tuple(
        WaitingPage(DocumentId(row[0]), ContentHash(row[1]), *row[2:])
        for row in connection.execute(query)
    )


def put(
    unit: Unit, content_hash: ContentHash, page: int, recipe: str, read: RecognisedPage
) -> None:
    """Keep what was read off a page; its text takes the place of what was there unless empty."""
    unit.connection.execute(delete(renditions).where(_of(content_hash, page)))
    row = {
        "content_hash": content_hash,
        "purpose": PURPOSE,
        "recipe": recipe,
        "position": page,
        "bytes": _packed(read),
    }
    unit.connection.execute(insert(renditions), row)
    if read.text:
        # Taken out and put in anew, which is what the index of words follows.
        old = (page_texts.c.content_hash == content_hash, page_texts.c.page == page)
        unit.connection.execute(delete(page_texts).where(*old))
        new = {"content_hash": content_hash, "page": page, "text": read.text, "origin": PURPOSE}
        unit.connection.execute(insert(page_texts), new)


def of_page(connection: Connection, content_hash: ContentHash, page: int) -> RecognisedPage:
    """Return the words read off a page, numbered from 1; none when it was not read."""
    piece = connection.execute(select(renditions.c.bytes).where(_of(content_hash, page))).scalar()
    return _unpacked(piece or b"")


def of_document(connection: Connection, content_hash: ContentHash) -> Mapping[int, RecognisedPage]:
    """Return the words read off each page that was read, by its number from 1."""
    query = select(renditions.c.position, renditions.c.bytes).where(
        renditions.c.content_hash == content_hash, renditions.c.purpose == PURPOSE
    )
    rows = connection.execute(query.order_by(renditions.c.position))
    return {page: _unpacked(piece) for page, piece in rows}


def _of(content_hash: ContentHash, page: int) -> ColumnElement[bool]:
    return and_(
        renditions.c.content_hash == content_hash,
        renditions.c.purpose == PURPOSE,
        renditions.c.position == page,
    )


def _packed(page: RecognisedPage) -> bytes:
    words = [
        [word.text, *(round(_FINE * side) for side in astuple(word)[1:]), confidence]
        for word, confidence in zip(page.words, page.confidences, strict=True)
    ]
    return zlib.compress(json.dumps(words, ensure_ascii=False).encode())


def _unpacked(piece: bytes) -> RecognisedPage:
    """Return the words of a piece; none when it is not what it should be."""
    try:
        words = json.loads(zlib.decompress(piece))
        return RecognisedPage(
            tuple(PageWord(str(word[0]), *(float(n) / _FINE for n in word[1:5])) for word in words),
            tuple(int(word[5]) for word in words),
        )
    except (zlib.error, ValueError, TypeError, IndexError):
        return RecognisedPage()
