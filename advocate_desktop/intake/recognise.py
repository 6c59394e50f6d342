"""What kind of file some bytes are, told from the bytes alone and never from a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

import puremagic

from advocate_desktop.intake.decoding import decode
from advocate_desktop.intake.tables import separator

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
GIF = "image/gif"
TIFF = "image/tiff"
WEBP = "image/webp"
HEIC = "image/heic"
EMAIL = "message/rfc822"
HTML = "text/html"
CALENDAR = "text/calendar"
CARD = "text/vcard"
TABLE = "text/csv"
PLAIN = "text/plain"
UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."
ODT = f"{_OASIS}text"
RTF = "application/rtf"
OUTLOOK = "application/vnd.ms-outlook"
WORD = f"{_OFFICE}wordprocessingml.document"

PICTURES = frozenset({JPEG, PNG, GIF, TIFF, WEBP, HEIC})
OFFICE = frozenset({WORD, ODT, RTF})
MESSAGES = frozenset({EMAIL, OUTLOOK})
TEXTS = frozenset({HTML, CALENDAR, CARD, TABLE, PLAIN})
SHOWN = frozenset({PDF}) | PICTURES | OFFICE | MESSAGES | TEXTS
"""What can be read and shown; other files are kept as they are."""

EXTENSIONS = {
    PDF: ".pdf",
    JPEG: ".jpg",
    PNG: ".png",
    GIF: ".gif",
    TIFF: ".tif",
    WEBP: ".webp",
    HEIC: ".heic",
    EMAIL: ".eml",
    HTML: ".html",
    CALENDAR: ".ics",
    CARD: ".vcf",
    TABLE: ".csv",
    PLAIN: ".txt",
    WORD: ".docx",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    OUTLOOK: ".msg",
    RTF: ".rtf",
    ODT: ".odt",
    "application/zip": ".zip",
}
"""The usual ending of a file name by media type."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A media type, and the ending its files usually have ("" when there is no usual one)."""

    media_type: str
    extension: str


_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\A\s*%PDF-"), PDF),
    # Mail gateways and scanners put other bytes before the header; readers look through 1024.
    (re.compile(rb"\A(?s:.{0,1019})%PDF-\d(?s:.{0,65536}?)\d\s+\d\s+obj\b"), PDF),
    (re.compile(rb"\A\xff\xd8\xff"), JPEG),
    (re.compile(rb"\A\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"\AGIF8[79]a"), GIF),
    (re.compile(rb"\A(?:II[*+]\0|MM\0[*+])"), TIFF),
    (re.compile(rb"\ARIFF(?s:.{4})WEBP"), WEBP),
    (re.compile(rb"\A(?s:.{4})ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)"), HEIC),
    (re.compile(rb"\A\{\\rtf"), RTF),
)
_CONTAINERS: tuple[tuple[bytes, tuple[tuple[bytes, str], ...]], ...] = (
    (
        b"PK\3\4",
        (
            (b"mimetypeapplication/vnd.oasis.opendocument.text", ODT),
            (b"word/document.xml", WORD),
            (b"xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
            (b"ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
            (b"", "application/zip"),
        ),
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        (
            ("__substg1.0_".encode("utf-16-le"), OUTLOOK),
            ("WordDocument".encode("utf-16-le"), "application/msword"),
            ("Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
            (b"", "application/x-ole-storage"),
        ),
    ),
)
"""Files made of parts: how they begin, and the part whose name tells what they are."""
_MAIL_HEADER = re.compile(
    r"^(?:message-id|received|mime-version|content-type|return-path|delivered-to):", re.I | re.M
)
_HEADER_BLOCK = re.compile(r"\A(?:From .*\n)?(?:[!-9;-~]+:.*\n(?:[ \t].*\n)*)+(?:\n|\Z)")
_TEXT_STARTS = (
    (re.compile(r"\A\s*BEGIN:VCARD\b", re.I), CARD),
    (re.compile(r"\A\s*BEGIN:V(?:CALENDAR|EVENT|TODO)\b", re.I), CALENDAR),
    (re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I), HTML),
)
_SURE = 0.8
"""From this confidence on puremagic's word is taken; below it rests on two or three bytes."""


def recognise(data: bytes) -> Recognised:
    """Tell a file's media type from its content; `UNKNOWN` when nothing fits."""
    media_type = by_signature(data) or _as_text(data) or _by_puremagic(data)
    return Recognised(media_type, EXTENSIONS.get(media_type, ""))


def by_signature(data: bytes) -> str | None:
    """Tell the kinds that begin with bytes of their own; None for others."""
    for pattern, media_type in _SIGNATURES:
        if pattern.search(data):
            return media_type
    for start, parts in _CONTAINERS:
        if data.startswith(start):
            return next(media_type for part, media_type in parts if part in data)
    return None


def _as_text(data: bytes) -> str | None:
    text = decode(data[: 64 * 1024])
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    for start, media_type in _TEXT_STARTS:
        if start.match(text):
            return media_type
    if is_mail(text):
        return EMAIL
    return TABLE if separator(text) else PLAIN


def is_mail(text: str) -> bool:
    """Whether a text begins with the header lines that only mail programs write."""
    block = _HEADER_BLOCK.match(text)
    return bool(block and _MAIL_HEADER.search(block[0]))


def _by_puremagic(data: bytes) -> str:
    try:
        best = puremagic.magic_string(data)[0]
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return str(best.mime_type) if best.mime_type and best.confidence >= _SURE else UNKNOWN
