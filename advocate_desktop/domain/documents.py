"""Documents of a case: what each is, never its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)
ContentHash = NewType("ContentHash", str)
"""SHA-256 of the original bytes, 64 hexadecimal digits."""


class DocumentKind(StrEnum):
    """What a document is in a case."""

    DENIAL_LETTER = "denial_letter"
    ACKNOWLEDGEMENT = "acknowledgement"
    DECISION_LETTER = "decision_letter"
    MEDICAL_RECORD = "medical_record"
    PROVIDER_LETTER = "provider_letter"
    BILL = "bill"
    EOB = "eob"
    CORRESPONDENCE = "correspondence"
    AUTHORIZATION = "authorization"
    FORM = "form"
    PHOTO = "photo"
    LITERATURE = "literature"
    CALL_LOG = "call_log"
    PROOF_OF_SENDING = "proof_of_sending"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was attached; its bytes lie in the casebook under `content_hash`."""

    id: DocumentId
    file: str
    """File name, without folders, unique within its case."""
    kind: DocumentKind = DocumentKind.OTHER
    title: str = ""
    date: date | None = None
    """The date written on it."""
    content_hash: ContentHash = ContentHash("")
    media_type: str = "application/octet-stream"
    size: int = 0
    """Bytes."""
    pages: int | None = None
    """Pages it takes when printed; None when it cannot be shown or put into a packet."""
    text_characters: int = 0
    note: str = ""
    """One plain sentence on what to know of it (“the PDF is damaged and is kept as it is”)."""

    @property
    def name(self) -> str:
        """The title, or the file name when it has none."""
        return self.title or self.file
