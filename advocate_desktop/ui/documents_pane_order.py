"""What is done to several chosen documents at once: moved, taken out, changed."""

from __future__ import annotations

from collections.abc import Sequence

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.services import documents
from advocate_desktop.services.workspace import Unit


def moved(ids: Sequence[DocumentId], chosen: set[DocumentId], step: int) -> list[DocumentId]:
    """Return the ids with the chosen ones one place up (-1) or down (1), where there is room."""
    order = list(ids) if step < 0 else list(reversed(ids))
    for place in range(1, len(order)):
        if order[place] in chosen and order[place - 1] not in chosen:
            order[place - 1], order[place] = order[place], order[place - 1]
    return order if step < 0 else list(reversed(order))


def dropped(
    ids: Sequence[DocumentId], chosen: set[DocumentId], place: int
) -> tuple[DocumentId, ...]:
    """Return the ids with the chosen ones together before the one that stood at `place`."""
    before = [one for one in ids[:place] if one not in chosen]
    after = [one for one in ids[place:] if one not in chosen]
    return (*before, *(one for one in ids if one in chosen), *after)


def remove_all(unit: Unit, ids: Sequence[DocumentId]) -> None:
    """Take documents out of their case."""
    for document_id in ids:
        documents.remove(unit, document_id)


def update_all(unit: Unit, wanted: Sequence[Document]) -> None:
    """Change what users say of documents."""
    for document in wanted:
        documents.update(unit, document)
