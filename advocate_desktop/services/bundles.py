"""Case bundles: a zip with `case.json`, the documents' files, and sums that prove them whole.

A bundle of several cases has them in folders below `cases/`. One under a password is an encrypted
zip (AES-256) that holds the bundle as its only file, since the names of files in a zip are not
encrypted with them.
"""

from __future__ import annotations

import hashlib
import io
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
from typing import Any, BinaryIO, cast

from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.services.case_json import MOST_BYTES as MOST_CASE_BYTES
from advocate_desktop.services.case_json import why_no_file_name
from advocate_desktop.services.json_errors import shown
from advocate_desktop.services.progress import NO_PROGRESS, Progress

CASE_FILE = "case.json"
SUMS_FILE = "SHA256SUMS"
DOCUMENTS = "documents/"
LETTERS = "letters/"
SENT = "sent/"
CASES = "cases/"
INDEX = "index.html"
INNER = "bundle.zip"
"""The bundle inside an encrypted zip."""

MOST_FILES = 10_000
MOST_BYTES = 4 * 1024**3
"""All files together, unpacked."""
MOST_INNER = 1024**3
"""A bundle under a password is held in memory, because it must not lie on the disk in clear."""
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


def is_bundle(path: Path) -> bool:
    """Whether a file looks like a bundle, locked or not; it may still be damaged."""
    try:
        with zipfile.ZipFile(path) as opened:
            names = [entry.orig_filename for entry in opened.infolist()]
    except _UNREADABLE:
        return False
    return names == [INNER] or SUMS_FILE in names


class PasswordNeeded(AdvocateError):
    """A bundle is encrypted, and the password is missing or wrong."""


Content = Callable[[], bytes]
"""Gives the bytes of a file when it is written."""


def write_bundle(
    out: BinaryIO,
    files: Mapping[str, Content],
    *,
    password: str = "",
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write a bundle; without a password, the same files give the same bytes.

    Files are stored as they are, in the order of their names: letters and scans are compressed
    already, and a compressor's next version would write other bytes. The sums come last. Never more
    than one file's bytes are held. Raises `Cancelled` when the user stopped it.
    """
    if not password:
        _write(out, files, progress)
        return
    import pyzipper

    with pyzipper.AESZipFile(
        out, "w", compression=zipfile.ZIP_STORED, encryption=pyzipper.WZ_AES
    ) as outer:
        outer.setpassword(password.encode())
        entry = outer.zipinfo_cls(INNER, _MIDNIGHT_1980)
        with outer.open(entry, "w", force_zip64=True) as inner:
            _write(cast(BinaryIO, _Onward(inner)), files, progress)


def _write(out: BinaryIO, files: Mapping[str, Content], progress: Progress) -> None:
    lines = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for number, name in enumerate(sorted(files)):
            progress.check()
            progress.step(number, len(files), PurePath(name).name)
            data = files[name]()
            bundle.writestr(_entry(name), data)
            lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        bundle.writestr(_entry(SUMS_FILE), "".join(lines).encode())


class _Onward(io.RawIOBase):
    """A stream that only goes on, for a zip inside another."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._out.write(data)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MIDNIGHT_1980)
    entry.create_system = 3  # Unix, wherever it is written
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


class Bundle:
    """A bundle opened for reading; opening has checked every file in it against its sum.

    Nothing is ever unpacked to the disk. Raises `PasswordNeeded` for one under a password, without
    it or with a wrong one.
    """

    def __init__(self, path: Path, password: str = "") -> None:
        self._name = shown(path.name)
        with self._readable():
            self._zip = zipfile.ZipFile(path)
        try:
            if [entry.orig_filename for entry in self._zip.infolist()] == [INNER]:
                self._zip = self._inner(path, password)
            self._entries = self._checked_entries()
            self._check_sums()
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
    def cases(self) -> tuple[BundledCase, ...]:
        """The cases in it, in the order of their folders."""
        named = (name for name in self._entries if PurePath(name).name == CASE_FILE)
        return tuple(BundledCase(self, name.removesuffix(CASE_FILE)) for name in sorted(named))

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the file names in a folder, such as `documents/`, sorted."""
        return tuple(sorted(n.removeprefix(folder) for n in self._entries if n.startswith(folder)))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raise `Invalid` when the bundle does not hold it."""
        if name not in self._entries:
            raise self._refused(f"lacks the document “{shown(PurePath(name).name)}”")
        return self._read(name)

    def _inner(self, path: Path, password: str) -> zipfile.ZipFile:
        import pyzipper

        (outer,) = self._zip.infolist()
        if outer.file_size > MOST_INNER:
            raise self._refused(
                "is too large to be opened under its password; unpack it with another program and "
                "import what is inside"
            )
        self._zip.close()
        if not password:
            raise PasswordNeeded(f"The bundle “{self._name}” is encrypted. Give its password.")
        try:
            with pyzipper.AESZipFile(path) as locked:
                locked.setpassword(password.encode())
                with locked.open(INNER) as inner:
                    data = inner.read(MOST_INNER + 1)
        except RuntimeError as error:
            if "password" not in str(error):
                raise self._refused("is not a zip file that can be read to its end") from None
            raise PasswordNeeded(
                f"This password does not open “{self._name}”. Nothing was imported. Try again."
            ) from None
        except _UNREADABLE:
            raise self._refused("is not a zip file that can be read to its end") from None
        with self._readable():
            return zipfile.ZipFile(io.BytesIO(data))

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        listed = [e for e in self._zip.infolist() if not _is_folder(e.orig_filename)]
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
        wanted = {name for name in entries if PurePath(name).name == CASE_FILE} or {CASE_FILE}
        for name in (*sorted(wanted), SUMS_FILE):
            if name not in entries:
                raise self._refused(f"has no {name}, so it is not a case bundle")
            if entries[name].file_size > MOST_CASE_BYTES:
                raise self._refused(f"has a {PurePath(name).name} too large to be one")

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


@dataclass(frozen=True, slots=True)
class BundledCase:
    """One case of an open bundle."""

    bundle: Bundle
    folder: str
    """Where it lies in the bundle, ending with a slash; empty when it is the only one."""

    @property
    def case_file(self) -> bytes:
        """The bytes of its `case.json`."""
        return self.bundle.read(f"{self.folder}{CASE_FILE}")

    @property
    def documents(self) -> tuple[str, ...]:
        """File names of its documents, sorted."""
        return self.bundle.names(f"{self.folder}{DOCUMENTS}")

    def document(self, name: str) -> bytes:
        """Return a document's bytes; raise `Invalid` when the bundle does not hold it."""
        return self.bundle.read(f"{self.folder}{DOCUMENTS}{name}")


def _belongs(name: str) -> bool:
    if name in (INDEX, SUMS_FILE):
        return True
    inside = name.removeprefix(CASES)
    if inside != name:
        folder, _, inside = inside.partition("/")
        if why_no_file_name(folder):
            return False
    if inside == CASE_FILE:
        return True
    kind, slash, file = inside.partition("/")
    return f"{kind}{slash}" in (DOCUMENTS, LETTERS, SENT) and not why_no_file_name(file)


def _is_folder(name: str) -> bool:
    """Whether another program listed one of the bundle's own folders."""
    return (name.endswith("/") and _belongs(f"{name}{CASE_FILE}")) or name in _FOLDERS


_FOLDERS = (DOCUMENTS, LETTERS, SENT, CASES)
