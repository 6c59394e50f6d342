"""A redacted copy of a document: what is marked is taken out, the original stays as it is."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from advocate_desktop.domain.documents import Document, DocumentId, LinkKind
from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.domain.people import Client
from advocate_desktop.domain.redaction import (
    Found,
    FoundKind,
    Mark,
    Secret,
    day_spellings,
    found_on,
    widened,
)
from advocate_desktop.filings.redacted import DrawnPage, redacted_pdf
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import PageImage, Reading
from advocate_desktop.services import document_links, document_pages
from advocate_desktop.services.documents import described, enter
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as rows

_SCALE = 200 / 72
"""Pixels a point: 200 dots an inch, as a fine fax."""
_NAMED = " (redacted copy)"


class StillThere(AdvocateError):
    """Something marked could be read in the copy; the copy is not kept."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A finished copy that is not in the casebook yet."""

    pdf: bytes
    reading: Reading


def found_words(
    workspace: Workspace,
    document_id: DocumentId,
    chosen: Sequence[str] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[Found, ...]:
    """Return what one may want out: SSNs, days of birth, other clients' names and numbers.

    And the words in `chosen`, each a word or a few that follow each other. Raises as
    `document_pages.page_words` does.
    """
    secrets = [
        *workspace.read(_secrets, document_id),
        *(Secret(FoundKind.CHOSEN, text) for text in chosen if text.strip()),
    ]
    count = len(document_pages.page_sizes(workspace, document_id))
    found: list[Found] = []
    for page in range(count):
        progress.step(page, count, f"page {page + 1}")
        words = document_pages.page_words(workspace, document_id, page)
        found += found_on(page, words, secrets)
    return tuple(found)


def preview(
    workspace: Workspace,
    document_id: DocumentId,
    marks: Sequence[Mark],
    progress: Progress = NO_PROGRESS,
    *,
    every_page: bool = False,
) -> Preview:
    """Make the copy in memory and look whether anything marked can still be read in it.

    `every_page` makes pictures of the pages without marks as well.

    Raises:
        Invalid: nothing is marked.
        StillThere: a marked word was found in the copy; it is not kept.
        NoRendition, PageNotShown: the document cannot be drawn.
    """
    if not marks:
        raise Invalid("Nothing is marked yet. Mark what is to go, then try again.")
    pdf = document_pages.rendition(workspace, document_id)
    sizes = document_pages.page_sizes(workspace, document_id)
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_page[mark.page].append(widened(mark, sizes[mark.page]))
    pages = range(len(sizes)) if every_page else sorted(by_page)
    drawn = {}
    for number, page in enumerate(pages):
        progress.step(number, len(pages), f"page {page + 1}")
        image = document_pages.page_image(workspace, document_id, page, _SCALE)
        words = document_pages.page_words(workspace, document_id, page)
        drawn[page] = DrawnPage(
            sizes[page], image.width, image.height, image.stride, image.pixels, words, by_page[page]
        )
    made = redacted_pdf(pdf, drawn)
    reading = isolated.reading.read(made, check=progress.check)
    _check(made, by_page)
    return Preview(made, reading)


def keep(unit: Unit, document_id: DocumentId, copy: Preview) -> DocumentId:
    """Put a finished copy beside its original, linked to it; raise `NotFound` when that is gone."""
    case_id, original = rows.document(unit.connection, document_id)
    name = f"{PurePath(original.file).stem}{_NAMED}.pdf"
    document = described(name, copy.pdf, copy.reading, original.kind)
    titled = replace(document, title=f"{original.name}{_NAMED}", date=original.date)
    entered: Document = enter(unit, case_id, titled, copy.pdf, copy.reading)
    if entered.id == titled.id:
        document_links.link(unit, entered.id, LinkKind.REDACTED_COPY_OF, document_id)
    return entered.id


def _check(made: bytes, by_page: dict[int, list[Mark]]) -> None:
    name = hashlib.sha256(made).hexdigest()
    for page, marks in by_page.items():
        words = isolated.showing.page_words(name, made, page)
        if any(mark.touches(word) for mark in marks for word in words):
            raise StillThere(
                f"On page {page + 1} a marked word could still be read in the copy, so no copy was "
                "made. The original is unchanged. Mark a larger area and try again."
            )


def _secrets(connection: Connection, document_id: DocumentId) -> tuple[Secret, ...]:
    case_id, _ = rows.document(connection, document_id)
    links = case_rows.links(connection, case_id)
    own = links[0] if links else None
    found: list[Secret] = []
    for client, _ in case_rows.client_rows(connection):
        if client.date_of_birth:
            born = day_spellings(client.date_of_birth)
            found += [Secret(FoundKind.BIRTH, text) for text in born]
        if client.id != own:
            found += _of_other(connection, client)
    return tuple(found)


def _of_other(connection: Connection, client: Client) -> list[Secret]:
    names = [client.name] if " " in client.name else []
    names += [client.family_name] if len(client.family_name) > 2 else []
    numbers = [c.member_id for c in case_rows.coverages_of(connection, client.id) if c.member_id]
    return [
        *(Secret(FoundKind.NAME, name) for name in names),
        *(Secret(FoundKind.NUMBER, number) for number in numbers),
    ]


def preview_page(copy: Preview, page: int, scale: float) -> PageImage:
    """Return a page of a finished copy as pixels; raise `PageNotShown`."""
    name = hashlib.sha256(copy.pdf).hexdigest()
    return isolated.showing.page_image(name, copy.pdf, page, scale)
