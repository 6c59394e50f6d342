"""A clean PDF of a document, for showing it and for putting it into a packet."""

from __future__ import annotations

from advocate_desktop.intake import emails, images, office, outlook, pdf_documents, texts
from advocate_desktop.intake.outcomes import KEPT_ONLY, NoRendition
from advocate_desktop.intake.recognise import EMAIL, OFFICE, OUTLOOK, PDF, PICTURES, TEXTS


def rendition(data: bytes, media_type: str, password: str | None = None) -> bytes:
    """Return a PDF with the pages of a document; the same bytes in give the same bytes out.

    `media_type` is what `reading.read` found. Raises an `AdvocateError` that says why there is
    none: `NoRendition` for a kind that cannot be shown, `WrongPassword`, or the reader's own.
    """
    if media_type == PDF:
        return pdf_documents.rendition(data, password)
    if media_type in PICTURES:
        return images.rendition(data, media_type)
    if media_type == EMAIL:
        return emails.rendition(data)
    if media_type == OUTLOOK:
        return outlook.rendition(data)
    if media_type in OFFICE:
        return office.rendition(data, media_type)
    if media_type in TEXTS:
        return texts.rendition(data, media_type)
    raise NoRendition(KEPT_ONLY)
