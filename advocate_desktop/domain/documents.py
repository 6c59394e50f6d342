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
    sender: str = ""
    recipient: str = ""
    tags: str = ""
    """As `tags_in` returns them, parted by commas."""
    remarks: str = ""
    """What the user notes of it."""
    kind_confirmed: bool = True
    """False while the kind is only guessed from the text."""

    @property
    def name(self) -> str:
        """The title, or the file name when it has none."""
        return self.title or self.file

    @property
    def tag_list(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tags_in(self.tags)


def tags_in(typed: str) -> tuple[str, ...]:
    """Return the tags of a text with commas between them, each once, without blanks around it."""
    named = (" ".join(tag.split()) for tag in typed.split(","))
    return tuple({tag.casefold(): tag for tag in named if tag}.values())


DocumentLinkId = NewType("DocumentLinkId", str)


class LinkKind(StrEnum):
    """How a document stands to another."""

    ANSWERS = "answers"
    REPLACES = "replaces"
    BELONGS_TO = "belongs_to"
    REDACTED_COPY_OF = "redacted_copy_of"


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """What a document is to another of the same case."""

    id: DocumentLinkId
    document: DocumentId
    kind: LinkKind
    target: DocumentId
