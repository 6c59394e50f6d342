"""Word, OpenDocument and RTF files: their words, set anew; layout and pictures are not kept."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from advocate_desktop.intake.outcomes import NoRendition, Reading
from advocate_desktop.intake.recognise import RTF, WORD
from advocate_desktop.intake.texts import reading_of
from advocate_desktop.intake.typesetting import drawn, set_text

TEXT_ONLY = (
    "Only its words are shown and put into a packet, without layout and pictures. Attach it saved "
    "as a PDF as well if these matter."
)
DAMAGED = (
    "The file is damaged or protected by a password and cannot be opened. It is kept as it is, but "
    "cannot be shown or put into a packet. Attach it saved as a PDF."
)
NO_WORDS = (
    "The file has no words, perhaps only pictures. It is kept as it is, but cannot be shown or put "
    "into a packet. Attach it saved as a PDF."
)
_MOST_XML = 64 * 1024 * 1024
"""Bytes of one part once unpacked; a longer one is taken for an attack on the memory."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _TABLE = f"{_O}text:1.0}}", f"{_O}table:1.0}}"


class _Vocabulary(NamedTuple):
    """What the elements of a format mean."""

    breaks: dict[str, str]
    """What an element puts before its words."""
    ends: dict[str, str]
    """What an element puts after its words."""
    cells: frozenset[str]
    """Whose paragraphs stay on the line of their row."""
    texts: frozenset[str] | None
    """The elements whose text is words; None when every element's is."""
    skipped: frozenset[str]


_IN_WORD = _Vocabulary(
    {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"},
    {f"{_W}p": "\n", f"{_W}tc": "\t", f"{_W}tr": "\n"},
    frozenset({f"{_W}tc"}),
    frozenset({f"{_W}t"}),
    # What was deleted; and a text box a second time, for programs that know no other.
    frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr"}),
)
_IN_ODT = _Vocabulary(
    {f"{_T}tab": "\t", f"{_T}line-break": "\n", f"{_T}s": " ", f"{_T}list-item": "• "},
    {
        f"{_T}p": "\n",
        f"{_T}h": "\n",
        f"{_TABLE}table-cell": "\t",
        f"{_TABLE}table-row": "\n",
    },
    frozenset({f"{_TABLE}table-cell"}),
    None,
    frozenset(
        {
            f"{_T}tracked-changes",
            f"{_T}sequence-decls",
            f"{_T}note-citation",
            f"{_O}office:1.0}}forms",
        }
    ),
)
_WORD_PARTS = (
    re.compile(r"word/header\d*\.xml"),
    re.compile(r"word/document\.xml"),
    re.compile(r"word/footnotes\.xml"),
    re.compile(r"word/endnotes\.xml"),
    re.compile(r"word/comments\.xml"),
    re.compile(r"word/footer\d*\.xml"),
)
"""In the order in which their words are printed."""
_ODT_PARTS = (re.compile(r"content\.xml"),)
_ERRORS = (
    BadZipFile,
    zlib.error,
    etree.LxmlError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    RuntimeError,
    NotImplementedError,
    LookupError,
    OverflowError,
    EOFError,
)
"""What readers of archives, of XML and of RTF raise on files that break their format."""


def read(data: bytes, media_type: str) -> Reading:
    """Read the words; a file that cannot be opened is kept with a note."""
    try:
        text = _text_to_show(data, media_type)
    except NoRendition as kept:
        return Reading(media_type, None, note=str(kept))
    return reading_of(text, media_type, note=TEXT_ONLY)


def rendition(data: bytes, media_type: str) -> bytes:
    """Set the words on pages of a PDF; raise `NoRendition` when there are none to be had."""
    return drawn(set_text(_text_to_show(data, media_type)))


def text_of_rtf(data: bytes) -> str:
    """Return the words of an RTF file; raise `NoRendition` when it is beyond reading."""
    from striprtf import striprtf

    reader: Any = striprtf  # it tells no types
    try:
        return str(reader.rtf_to_text(data.decode("latin-1"), errors="replace"))
    except _ERRORS:
        raise NoRendition(DAMAGED) from None


def _text_to_show(data: bytes, media_type: str) -> str:
    text = _text(data, media_type)
    if not text.strip():
        raise NoRendition(NO_WORDS)
    return text


def _text(data: bytes, media_type: str) -> str:
    if media_type == RTF:
        return _tidy(text_of_rtf(data))
    parts, vocabulary = (_WORD_PARTS, _IN_WORD) if media_type == WORD else (_ODT_PARTS, _IN_ODT)
    try:
        return _tidy("\n".join(_words(xml, vocabulary) for xml in _unpacked(data, parts)))
    except _ERRORS:
        raise NoRendition(DAMAGED) from None


def _unpacked(data: bytes, parts: tuple[re.Pattern[str], ...]) -> Iterator[bytes]:
    """Yield the parts of an archive that hold words; what stands in several is yielded once."""
    with ZipFile(BytesIO(data)) as archive:
        names = sorted(archive.namelist())
        found = [name for part in parts for name in names if part.fullmatch(name)]
        if not found:
            raise BadZipFile
        for name in dict.fromkeys(found):
            with archive.open(name) as part:
                xml = part.read(_MOST_XML + 1)
            if len(xml) > _MOST_XML:
                raise BadZipFile
            yield xml


def _words(xml: bytes, vocabulary: _Vocabulary) -> str:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    root = etree.fromstring(xml, parser)
    return "" if root is None else "".join(_pieces(root, vocabulary))


def _pieces(root: etree._Element, vocabulary: _Vocabulary) -> Iterator[str]:
    """Yield words and breaks in reading order; within a table a row is a line."""
    depth = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in vocabulary.skipped:
                walk.skip_subtree()
                continue
            depth += element.tag in vocabulary.cells
            yield _before(element, vocabulary)
            if vocabulary.texts is None or element.tag in vocabulary.texts:
                yield element.text or ""
        else:
            depth -= element.tag in vocabulary.cells
            end = vocabulary.ends.get(element.tag, "")
            if element.tag in vocabulary.skipped:
                end = ""
            yield " " if end == "\n" and depth else end
            if vocabulary.texts is None:
                yield element.tail or ""


def _before(element: etree._Element, vocabulary: _Vocabulary) -> str:
    if element.tag == f"{_W}br" and element.get(f"{_W}type") == "page":
        return "\f"
    if element.tag == f"{_W}p" and element.find(f"{_W}pPr/{_W}numPr") is not None:
        return "• "
    if element.tag == f"{_T}s":
        count = element.get(f"{_T}c", "1")
        return " " * (min(int(count), 100) if count.isdecimal() else 1)
    return vocabulary.breaks.get(element.tag, "")


def _tidy(text: str) -> str:
    lines = (re.sub(r" *\t *", "\t", line).rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("\f\n", "\f").strip("\n\f")
