"""Reading the letters of a scanned page with Tesseract, where the user has it.

The page goes in and its words come out through pipes; nothing is written to the drive.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord, RecognisedPage
from advocate_desktop.intake.outcomes import PageScan
from advocate_desktop.intake.reading_process import Check, Stopped, Watch, never

ENGLISH, SPANISH = "eng", "spa"
"""Tesseract's names of the languages that letters come in."""

_PAGE_SECONDS = 600.0
_PROCESSOR_SECONDS = 120
"""It lets other programs go first, so on a busy computer a page may lie waiting for long."""
_MOST_MEMORY = 2 * 1024 * 1024 * 1024
_LIST_SECONDS = 20
_LEAST_CONFIDENCE = 25
"""Of 100; what is less sure is no word but a blot."""
_LEAST_ON_THE_WHOLE = 50
"""Of 100; a page whose words are less sure on the average is a photo without any."""
_LIGHTEST_INK = 224
"""Grey of 255 from which something counts as print."""
_WORD_LEVEL, _COLUMNS = "5", 12
_ORIENTATION = "osd"
_ORIENTED, _AS_IT_LIES = "1", "3"
"""Page segmentation modes: with and without finding out which way is up."""


class NotRecognised(AdvocateError):
    """The letters of a page could not be read."""


TOO_SLOW = "Reading the letters of a page took too long and was stopped. The page stays as it is."
FAILED = (
    "Tesseract, which reads the letters of scanned pages, failed on a page. The page stays as it "
    "is; it can be read with the eyes, but its words are not found by searching."
)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program where it lies, and the languages it was installed with."""

    program: str
    languages: frozenset[str]

    def recognise(
        self, scan: PageScan, languages: Sequence[str], check: Check = never
    ) -> RecognisedPage:
        """Read the words of a page, whichever way it lies; one without any has none.

        The language that comes first is preferred; those not installed are left out. Raises
        `NotRecognised`, and what `check` raises.
        """
        wanted = [name for name in languages if name in self.languages]
        if not wanted or min(scan.pixels, default=255) >= _LIGHTEST_INK:
            return RecognisedPage()
        oriented = _ORIENTED if _ORIENTATION in self.languages else _AS_IT_LIES
        resolution = str(max(round(scan.scale * 72), 70))
        command = [self.program, "stdin", "stdout", "-l", "+".join(wanted), "--psm", oriented]
        command += ["--dpi", resolution, "-c", "tessedit_create_tsv=1"]
        picture = b"P5 %d %d 255\n" % (scan.width, scan.height) + scan.pixels
        said = _said(command, picture, _PAGE_SECONDS, check)
        try:
            return _page(said.decode("utf-8", "replace"), scan.scale)
        except ValueError:
            raise NotRecognised(FAILED) from None


def find_tesseract() -> Tesseract | None:
    """Return the program when it is installed with a language of ours; ask it, which takes a while.

    A program in the folder at hand is not taken: it may have come with the documents.
    """
    for program in _places():
        try:
            listed = _said([program, "--list-langs"], b"", _LIST_SECONDS, never)
        except NotRecognised:
            continue
        found = frozenset(listed.decode("utf-8", "replace").split())
        if found & {ENGLISH, SPANISH}:
            return Tesseract(program, found & {ENGLISH, SPANISH, _ORIENTATION})
    return None


def _places() -> Iterator[str]:
    on_path = shutil.which("tesseract")
    if on_path and Path(on_path).is_absolute() and Path(on_path).parent != Path.cwd():
        yield on_path
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "LOCALAPPDATA"):
            for folder in ("Tesseract-OCR", "Programs/Tesseract-OCR"):
                yield str(Path(os.environ.get(variable, "C:/"), folder, "tesseract.exe"))
    elif sys.platform == "darwin":  # a program started from the Dock has no PATH of the user's
        for folder in (("opt", "homebrew"), ("usr", "local")):
            yield str(Path("/", *folder, "bin", "tesseract"))


def _said(command: list[str], data: bytes, seconds: float, check: Check) -> bytes:
    """Run a command on these bytes and return what it writes; raise `NotRecognised`."""
    try:
        process = _started(command)
    except OSError:
        raise NotRecognised(FAILED) from None
    watch = Watch(process, seconds, check)
    try:
        _bound(process.pid)
        said, _ = process.communicate(data)
    except OSError:
        raise NotRecognised(FAILED) from None
    finally:
        watch.over()
        process.kill()
        process.wait()
    if isinstance(watch.why, Stopped):
        raise NotRecognised(TOO_SLOW)
    if watch.why:
        raise watch.why
    if process.returncode:
        raise NotRecognised(FAILED)
    return bytes(said)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = (
            subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        )
    # Its threads only wait for each other: with one it is several times as fast.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        **options,
    )


def _bound(process: int) -> None:
    """Bound memory and time, forbid every file, and let other programs go first, where it can."""
    try:
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, process, 10)
        if sys.platform == "linux":
            import resource

            for limit, most in (
                (resource.RLIMIT_AS, _MOST_MEMORY),
                (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
                (resource.RLIMIT_FSIZE, 0),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.prlimit(process, limit, (most, most))
    except (OSError, ValueError):  # it has ended already, or the system allows less
        return


def _page(table: str, scale: float) -> RecognisedPage:
    """Return the words of Tesseract's table, which tells a place in pixels."""
    words, confidences, text = [], [], ""
    line_before: list[str] = []
    for row in table.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        confidence, said = float(cells[10]), cells[11].strip()
        if confidence < _LEAST_CONFIDENCE or not said:
            continue
        left, top, width, height = (int(cell) / scale for cell in cells[6:10])
        words.append(PageWord(said, left, top, left + width, top + height))
        confidences.append(round(confidence))
        line = cells[1:5]
        text += _between(line_before, line) + said
        line_before = line
    if not words or _on_the_whole(words, confidences) < _LEAST_ON_THE_WHOLE:
        return RecognisedPage()
    return RecognisedPage(tuple(words), tuple(confidences), text)


def _between(before: list[str], line: list[str]) -> str:
    """Return what stands between two words: numbers of page, block, paragraph and line tell."""
    if not before or before == line:
        return " " if before else ""
    return "\n" if before[:3] == line[:3] else "\n\n"


def _on_the_whole(words: Sequence[PageWord], confidences: Sequence[int]) -> float:
    letters = [len(word.text) for word in words]
    sure = sum(n * confidence for n, confidence in zip(letters, confidences, strict=True))
    return sure / sum(letters)
