"""What is in a file that comes in: its kind, its pages, their text."""

from __future__ import annotations

from advocate_desktop.intake import emails, images, office, outlook, pdf_documents, texts
from advocate_desktop.intake.enclosed import Enclosed
from advocate_desktop.intake.outcomes import (
    EMPTY,
    KEPT_ONLY,
    MOST_BYTES,
    TOO_LARGE,
    Reading,
    Refused,
)
from advocate_desktop.intake.recognise import (
    EMAIL,
    OFFICE,
    OUTLOOK,
    PDF,
    PICTURES,
    TEXTS,
    recognise,
)

_READERS = {EMAIL: emails.read, OUTLOOK: outlook.read}


def read(data: bytes, password: str | None = None) -> Reading:
    """Read a file of any kind; what cannot be shown is a `Reading` without pages, with a note.

    Raises `Refused` for an empty file and for one larger than `MOST_BYTES`, and `WrongPassword`
    when one was given and does not open the PDF.
    """
    if not data:
        raise Refused(EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    media_type = recognise(data).media_type
    if media_type == PDF:
        return pdf_documents.read(data, password)
    if media_type in _READERS:
        return _READERS[media_type](data)
    if media_type in PICTURES:
        return images.read(data, media_type)
    if media_type in OFFICE:
        return office.read(data, media_type)
    if media_type in TEXTS:
        return texts.read(data, media_type)
    return Reading(media_type, None, note=KEPT_ONLY)


def enclosed(data: bytes, media_type: str) -> tuple[Enclosed, ...]:
    """Return the files sent with an e-mail; none for a file that is no e-mail."""
    if media_type == EMAIL:
        return emails.enclosed(data)
    return outlook.enclosed(data) if media_type == OUTLOOK else ()
