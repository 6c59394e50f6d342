"""Case bundles: a zip with `case.json`, the documents' files, and sums that prove them whole."""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import BinaryIO

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.case_json import MOST_BYTES as MOST_CASE_BYTES
from advocate_desktop.services.case_json import why_no_file_name
from advocate_desktop.services.json_errors import shown

CASE_FILE = "case.json"
SUMS_FILE = "SHA256SUMS"
DOCUMENTS = "documents/"

MOST_FILES = 10_000
MOST_BYTES = 4 * 1024**3
"""All files together, unpacked."""
MOST_RATIO = 200
"""How many times larger a file may become; letters and scans stay far below."""

_SMALL = 1024 * 1024
_STEP = 1024 * 1024
_MIDNIGHT_1980 = (1980, 1, 1, 0, 0, 0)
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
    OverflowError,
    OSError,
)
"""What the reader of zip files raises on bytes that are none."""


@dataclass(frozen=True, slots=True)
class BundledDocument:
    """A document on its way into a bundle; its bytes are asked for when they are written."""

    sha256: str
    read: Callable[[], bytes]


def write_bundle(out: BinaryIO, case_file: bytes, documents: Mapping[str, BundledDocument]) -> None:
    """Write a bundle; the same case gives the same bytes.

    Files are stored as they are, in the order of their names: letters and scans are compressed
    already, and a compressor's next version would write other bytes.
    """
    sums = {CASE_FILE: hashlib.sha256(case_file).hexdigest()}
    sums |= {f"{DOCUMENTS}{name}": document.sha256 for name, document in documents.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(_entry(SUMS_FILE), lines.encode())
        bundle.writestr(_entry(CASE_FILE), case_file)
        for name in sorted(documents):
            bundle.writestr(_entry(f"{DOCUMENTS}{name}"), documents[name].read())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MIDNIGHT_1980)
    entry.create_system = 3  # Unix, wherever it is written
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


class Bundle:
    """A bundle opened for reading; opening has checked every file in it against its sum.

    Nothing is ever unpacked to the disk.
    """

    def __init__(self, path: Path) -> None:
        self._name = shown(path.name)
        with self._readable():
            self._zip = zipfile.ZipFile(path)
        try:
            self._entries = self._checked_entries()
            self._check_sums()
            self.case_file = self._read(CASE_FILE)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Bundle:
        """Return the bundle itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def documents(self) -> tuple[str, ...]:
        """File names of the documents in it, sorted."""
        names = (n.removeprefix(DOCUMENTS) for n in self._entries if n.startswith(DOCUMENTS))
        return tuple(sorted(names))

    def document(self, name: str) -> bytes:
        """Return a document's bytes; raise `Invalid` when the bundle does not hold it."""
        if f"{DOCUMENTS}{name}" not in self._entries:
            raise self._refused(f"lacks the document “{shown(name)}”")
        return self._read(f"{DOCUMENTS}{name}")

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        listed = [e for e in self._zip.infolist() if e.filename != DOCUMENTS]
        if len(listed) > MOST_FILES:
            raise self._refused(f"holds more than {MOST_FILES:,} files")
        entries: dict[str, zipfile.ZipInfo] = {}
        for entry in listed:
            self._check_entry(entry)
            if entry.filename in entries:
                raise self._refused(f"holds “{shown(entry.filename)}” twice")
            entries[entry.filename] = entry
        if sum(entry.file_size for entry in listed) > MOST_BYTES:
            raise self._refused("would take more than 4 GB unpacked")
        self._check_needed(entries)
        return entries

    def _check_needed(self, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        for name in (CASE_FILE, SUMS_FILE):
            if name not in entries:
                raise self._refused(f"has no {name}, so it is not a case bundle")
            if entries[name].file_size > MOST_CASE_BYTES:
                raise self._refused(f"has a {name} too large to be one")

    def _check_entry(self, entry: zipfile.ZipInfo) -> None:
        # The name as it was written: the zip reader cuts it at a NUL.
        name = shown(entry.orig_filename)
        if not _belongs(entry.orig_filename):
            raise self._refused(f"holds “{name}”, which has no place in a case bundle")
        if entry.flag_bits & 0x1:
            raise self._refused("is encrypted; unpack it with its password and import the folder")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(f"holds “{name}” packed in a way this program does not unpack")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise self._refused(f"holds “{name}” as a link or device, not as a file")
        if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * entry.compress_size:
            raise self._refused(f"holds “{name}”, which unpacks to a size no document has")

    def _check_sums(self) -> None:
        sums = dict(self._sums())
        for name in self._entries:
            if name == SUMS_FILE:
                continue
            if name not in sums:
                raise self._refused(f"lists no sum for “{shown(name)}”")
            if self._digest(name) != sums[name]:
                raise self._refused(f"is damaged or altered: “{shown(name)}” does not fit its sum")
        if absent := sums.keys() - self._entries.keys():
            raise self._refused(f"lacks “{shown(min(absent))}”, which its list of sums names")

    def _sums(self) -> Iterator[tuple[str, str]]:
        with self._readable():
            lines = self._read(SUMS_FILE).decode("utf-8").split("\n")
        for line in lines:
            if not line.strip():
                continue
            found = _SUM.fullmatch(line.removesuffix("\r"))
            if found is None:
                raise self._refused(f"has a {SUMS_FILE} that is no list of sums")
            yield found[2], found[1]

    def _digest(self, name: str) -> str:
        digest = hashlib.sha256()
        with self._readable(), self._zip.open(self._entries[name]) as file:
            while step := file.read(_STEP):
                digest.update(step)
        return digest.hexdigest()

    def _read(self, name: str) -> bytes:
        with self._readable():
            return self._zip.read(self._entries[name])

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except _UNREADABLE:
            raise self._refused("is not a zip file that can be read to its end") from None

    def _refused(self, why: str) -> Invalid:
        return Invalid(f"The bundle “{self._name}” {why}; nothing was imported.")


def _belongs(name: str) -> bool:
    if name in (CASE_FILE, SUMS_FILE):
        return True
    inside = name.removeprefix(DOCUMENTS)
    return inside != name and not why_no_file_name(inside) and PurePath(inside).name == inside
