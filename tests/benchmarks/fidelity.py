"""Puts every PDF of a folder into one packet and compares each page with its source.

Run with `python -m tests.benchmarks.fidelity [FOLDER]`. Both are read by Poppler: the words of each
page must be there in their order, and drawn at 50 dots an inch, outside the stamp's place, the page
must look as its source does. Prints a row for every page that does not, and a summary.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PIL import Image, ImageChops, ImageDraw, ImageStat

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, documents, packets
from advocate_desktop.services.workspace import Workspace

MATERIAL = Path(__file__).parents[2] / "../shared/material"
OUT = ("document_left_out", "exhibit_locked")
DOTS = 50
MOST_DIFFERENCE = 2.0
"""Percent of the way from white to black, in the mean of a page."""
BAND = 40.0
"""Points at the edge of a sheet that are a stamp's."""
LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class PageResult:
    """How a page of the packet compares with its source."""

    file: str
    page: int
    """From 1."""
    lost: tuple[str, ...]
    """Words of the source that the packet's page does not have, or not in their order."""
    difference: float
    """Mean difference of the look in percent."""

    @property
    def is_good(self) -> bool:
        """Whether the page is as it was."""
        return not self.lost and self.difference < MOST_DIFFERENCE


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a folder's PDFs."""

    pages: tuple[PageResult, ...]
    short: tuple[str, ...]
    """Files of which the packet has another number of pages."""
    left_out: tuple[str, ...]
    """What the findings say of files that are not in the packet."""


def compare(files: list[Path], folder: Path) -> Comparison:
    """Put the files into a packet, in a casebook in an empty folder, and compare every page."""
    noon = datetime(2026, 3, 2, 12, tzinfo=PACIFIC)
    with closing(Workspace.create(folder / "f.casebook", None, clock=lambda: noon)) as workspace:
        record = CaseRecord(
            Client(ClientId("client"), "Ana", "Example"),
            Coverage(CoverageId("coverage"), "Sample Health Plan"),
            Case(CaseId("case"), "Everything"),
        )
        case_id = workspace.run("Case created", cases.create, record)
        attached = documents.attach_all(workspace, case_id, files, DocumentKind.MEDICAL_RECORD)
        built = packets.build(workspace, case_id, PacketKind.OWN, allow_incomplete=True)
    out = folder / "packet.pdf"
    out.write_bytes(built.data)
    sources = {told.document: Path(told.file) for told in reversed(attached)}
    left_out = tuple(f.message for f in built.findings if f.code in OUT)
    found: list[PageResult] = []
    short = []
    texts = _texts(out)
    for exhibit in built.exhibits:
        source = sources[exhibit.document]
        before = _texts(source)
        if len(before) != exhibit.pages:
            short.append(f"{source.name}: {len(before)} pages became {exhibit.pages}")
        for number in range(1, min(len(before), exhibit.pages) + 1):
            place = exhibit.first_page + number - 1
            lost = lost_words(before[number - 1], texts[place - 1])
            found.append(PageResult(source.name, number, lost, look(source, number, out, place)))
    return Comparison(tuple(found), tuple(short), left_out)


def _texts(path: Path) -> list[str]:
    ran = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True)
    return ran.stdout.decode("utf-8", "replace").split("\f")[:-1]


def lost_words(source: str, packet: str) -> tuple[str, ...]:
    """Return words that are missing, else the first that stands in another order."""
    packet = re.sub(r"Exhibit \S+ · page \d+ of \d+", "", packet)
    wanted, there = source.split(), packet.split()
    missing = Counter(wanted) - Counter(there)
    if missing:
        squeezed = "".join(there)
        return tuple(word for word in missing if word not in squeezed)
    rest = iter(there)
    return tuple(word for word in wanted if not any(word == other for other in rest))[:1]


def look(source: Path, number: int, packet: Path, place: int) -> float:
    """Return the least difference of a page from its source, which may have been fitted.

    A page that differs is drawn finer and made smaller again: where it was fitted, its lines begin
    within other dots than the source's.
    """
    apart = 100.0
    for finer in (1, 4):
        printed, original = _drawn(packet, place, finer), _drawn(source, number, finer)
        if printed is None or original is None:
            return 100.0
        for sheet in _sheets(original, finer):
            apart = min(apart, _difference(printed.reduce(finer), sheet.reduce(finer)))
        if apart < MOST_DIFFERENCE:
            return apart
    return apart


def _drawn(path: Path, page: int, finer: int) -> Image.Image | None:
    only = ["-f", str(page), "-l", str(page)]
    command = ["pdftoppm", "-gray", "-cropbox", "-r", str(DOTS * finer), *only, path]
    ran = subprocess.run(command, capture_output=True)
    return Image.open(BytesIO(ran.stdout)) if ran.stdout else None


def _sheets(original: Image.Image, finer: int) -> Iterator[Image.Image]:
    """Yield a source's page on Letter as it may lie there: as it is, or above a stamp's place."""
    wide = original.width > original.height
    width, height = (dots(side * finer) for side in (LETTER[::-1] if wide else LETTER))
    room = height - dots(BAND * finer)
    fit = min(1.0, width / original.width, room / original.height)
    for scale, up in ((1.0, height), (fit, room)):
        size = max(1, round(original.width * scale)), max(1, round(original.height * scale))
        drawn = original.resize(size, Image.Resampling.BOX)
        sheet = Image.new("L", (width, height), 255)
        sheet.paste(drawn, ((width - drawn.width) // 2, (up - drawn.height) // 2))
        yield sheet


def dots(points: float) -> int:
    """Return a length in pixels."""
    return round(points * DOTS / 72)


def _difference(first: Image.Image, second: Image.Image) -> float:
    if first.size != second.size:
        return 100.0
    apart = ImageChops.difference(first, second)
    band = dots(BAND)
    pen = ImageDraw.Draw(apart)
    pen.rectangle((apart.width - dots(240), 0, apart.width, band), fill=0)
    pen.rectangle((apart.width - dots(240), apart.height - band, apart.width, apart.height), fill=0)
    return ImageStat.Stat(apart).mean[0] / 2.55


def main() -> None:
    """Compare the PDFs of a folder and print what is not as it was."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else MATERIAL
    with tempfile.TemporaryDirectory() as name:
        found = compare(sorted(folder.rglob("*.pdf")), Path(name))
    bad = [page for page in found.pages if not page.is_good]
    say = sys.stdout.write
    for page in bad:
        lost = " ".join(page.lost[:6])
        say(f"{page.file} page {page.page}: differs by {page.difference:.1f} %; lost: {lost}\n")
    for line in (*found.short, *found.left_out):
        say(f"{line}\n")
    worst = max((page.difference for page in found.pages), default=0.0)
    files = {page.file for page in found.pages}
    say(
        f"{len(found.pages)} pages of {len(files)} files, {len(found.left_out)} left out; "
        f"{len(bad)} pages not as they were; largest difference {worst:.2f} %\n"
    )


if __name__ == "__main__":
    main()
