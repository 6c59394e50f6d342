"""PDFs coming in: opened however damaged, cleaned of all that acts or hides, and read."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Object, ObjectStreamMode, Pdf, Stream

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.intake import pages
from advocate_desktop.intake.annotations import draw_missing
from advocate_desktop.intake.outcomes import (
    ENCRYPTED,
    REPAIRED,
    WRONG_PASSWORD,
    PageNotShown,
    Reading,
    WrongPassword,
)
from advocate_desktop.intake.recognise import PDF

DAMAGED = (
    "The PDF is damaged and cannot be opened. It is kept as it is, but cannot be shown or put into "
    "a packet. Ask the sender for it again."
)
TOO_MANY_PAGES = (
    "The PDF has more than 10,000 pages and is too large to be shown or put into a packet. It is "
    "kept as it is. Attach the part you need as a file of its own."
)
MOST_PAGES = 10_000
MOST_PAGES_READ = 2000
"""The text of further pages is not taken, so that a huge file does not hold everything up."""
_PARTLY_READ = f"Only the text of its first {MOST_PAGES_READ:,} pages can be searched."

PDF_ERRORS = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.ForeignObjectError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    OverflowError,
    NotImplementedError,
)
"""What pikepdf raises on files that break the format."""

_ROOT_KEPT = ("/OCProperties", "/OutputIntents")
"""What the look of pages depends on: layers that are off, and colours meant for a printer."""
_PAGE_DROPPED = (
    "/Annots",
    "/AA",
    "/B",
    "/Thumb",
    "/Tabs",
    "/PresSteps",
    "/StructParents",
    "/DPart",
)
_HIDDEN = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/Alternates", "/LastModified", "/Ref")
"""Keys of any object that carry private data or point to other files."""
_EXTERNAL = ("/F", "/FFilter", "/FDecodeParms")
"""Keys of a stream whose data would be fetched from another file."""


# What a broken file does to the reader is told in its note, not on the terminal.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())
logging.getLogger("pikepdf").propagate = False


class PdfLocked(AdvocateError):
    """A PDF asks for a password."""


class PdfTooLong(AdvocateError):
    """A PDF has more pages than can be dealt with."""


class PdfDamaged(AdvocateError):
    """A PDF cannot be opened, even repaired."""


def read(data: bytes, password: str | None = None) -> Reading:
    """Read a PDF; one that is locked or beyond repair is kept with a note.

    Raises `WrongPassword` when one was given and does not open it.
    """
    try:
        clean, repaired = _cleaned(data, password)
        count = pages.page_count(clean)
        texts = pages.page_texts(clean, MOST_PAGES_READ)
    except (PdfLocked, PdfTooLong) as kept:
        return Reading(PDF, None, note=str(kept))
    except (PdfDamaged, PageNotShown):
        return Reading(PDF, None, note=DAMAGED)
    notes = [REPAIRED] * repaired + [_PARTLY_READ] * (count > len(texts))
    return Reading(PDF, count, texts, " ".join(notes))


def rendition(data: bytes, password: str | None = None) -> bytes:
    """Return the PDF cleaned: no scripts, actions, links, attached files, forms or metadata.

    Comments and form fields look as they did but are part of the page. The same bytes in give the
    same bytes out. Raises `PdfLocked`, `WrongPassword`, `PdfTooLong` or `PdfDamaged`.
    """
    return _cleaned(data, password)[0]


def _cleaned(data: bytes, password: str | None) -> tuple[bytes, bool]:
    """Return the clean PDF, and whether the file had to be repaired."""
    try:
        with _opened(data, password) as pdf, Pdf.new() as clean:
            repaired = any("reconstruct" in warning for warning in pdf.get_warnings())
            _move_pages(pdf, clean)
            out = BytesIO()
            clean.save(
                out,
                deterministic_id=True,
                object_stream_mode=ObjectStreamMode.generate,
            )
    except pikepdf.PasswordError:
        if password is not None:
            raise WrongPassword(WRONG_PASSWORD) from None
        raise PdfLocked(ENCRYPTED) from None
    except PDF_ERRORS:
        raise PdfDamaged(DAMAGED) from None
    return out.getvalue(), repaired


def _opened(data: bytes, password: str | None) -> Pdf:
    """Open a PDF; raise `pikepdf.PasswordError` when the password does not fit."""
    tried = _spellings(password or "")
    for number, spelling in enumerate(tried, 1):
        try:
            # That no password was needed is nothing to be warned of.
            with warnings.catch_warnings(action="ignore"):
                return Pdf.open(
                    BytesIO(data),
                    password=spelling,
                    suppress_warnings=True,
                    access_mode=AccessMode.stream,
                )
        except pikepdf.PasswordError:
            if number == len(tried):
                raise
    raise pikepdf.PasswordError


def _spellings(password: str) -> tuple[bytes, ...]:
    """Return the bytes a password may stand for: newer PDFs take it as UTF-8, older ones not."""
    password = password.replace("\0", "\ufffd")  # which no password may hold
    utf_8 = password.encode("utf-8", "replace")
    old = password.encode("pdfdoc_pikepdf", "replace")
    return (utf_8,) if old == utf_8 else (utf_8, old)


def _move_pages(pdf: Pdf, clean: Pdf) -> None:
    """Move the pages into an empty PDF: what hangs on the old document as a whole stays behind."""
    if not len(pdf.pages):
        raise PdfDamaged(DAMAGED)
    if len(pdf.pages) > MOST_PAGES:
        raise PdfTooLong(TOO_MANY_PAGES)
    draw_missing(pdf)
    pdf.flatten_annotations(mode="screen")
    _clean(pdf)
    clean.pages.extend(pdf.pages)
    for key in _ROOT_KEPT:
        if key in pdf.Root:
            clean.Root[key] = _copied(pdf.Root[key], pdf, clean)


def _clean(pdf: Pdf) -> None:
    for page in pdf.pages:
        _drop(page.obj, _PAGE_DROPPED)
        if "/MediaBox" not in page:
            page.MediaBox = Array([0, 0, 612, 792])
    for found in _containers(pdf):
        _drop(found, _HIDDEN)
        if isinstance(found, Stream):
            _drop(found, _EXTERNAL)


def _copied(found: Object, pdf: Pdf, clean: Pdf) -> Object:
    return clean.copy_foreign(found if found.is_indirect else pdf.make_indirect(found))


def _containers(pdf: Pdf) -> Iterator[Object]:
    return (found for found in pdf.objects if isinstance(found, (Dictionary, Stream)))


def _drop(container: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in container:
            del container[key]
