"""Binds a packet of 500 pages from 60 papers and compares with `qpdf --empty --pages …`.

Run with `python -m tests.benchmarks.packets`; prints times, peak memory and their ratios. Each
measurement is a process of its own, so that the memory of one does not count for the next; ours is
without the start of Python, which the window has behind it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))
sys.path.insert(0, str(PROJECT / "tests/filings"))

PAGES, FILES = 500, 60
ROUNDS = 5
LINE = "The member asked for the treatment, and the plan answered in these words: "
COUNTS = [PAGES // FILES + (number < PAGES % FILES) for number in range(FILES)]


def scan() -> bytes:
    """Return a scanned page of print as a copier would give it, grey and 150 dots an inch."""
    from PIL import Image, ImageDraw

    sheet = Image.new("L", (1275, 1650), 236)
    pen = ImageDraw.Draw(sheet)
    for line in range(44):
        pen.text((100, 90 + 33 * line), 2 * LINE, fill=30)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()


def paper(number: int, pages: int, scanned: str) -> bytes:
    """Return a paper of pages full of print, of which every fifth is a scan."""
    from reportlab.pdfgen.canvas import Canvas

    from advocate_desktop.filings import style
    from advocate_desktop.intake import pdf_documents

    style.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for page in range(pages):
        if page % 5 == 4:
            canvas.drawImage(scanned, 0, 0, 612, 792)
        else:
            canvas.setFont(style.SERIF, 10)
            for line in range(44):
                canvas.drawString(50, 730 - 15 * line, f"{LINE}{number}.{page}.{line}")
        canvas.showPage()
    canvas.save()
    # As the packet gets it: read in, cleaned and kept.
    return pdf_documents.rendition(out.getvalue())


def make(folder: Path) -> None:
    """Write the papers into a folder."""
    scanned = folder / "scan.jpg"
    scanned.write_bytes(scan())
    for number, pages in enumerate(COUNTS):
        (folder / f"{number:02}.pdf").write_bytes(paper(number, pages, str(scanned)))


def bind(folder: Path) -> None:
    """Bind the papers of a folder; print the seconds and the peak memory in KB."""
    import packet_papers as papers

    papers.packet([(papers.document("first", "denial_letter"), papers.paper(["first"]))])
    began = time.perf_counter()
    made = [
        (
            papers.document(f"paper-{number:02}", "denial_letter", pages),
            (folder / f"{number:02}.pdf").read_bytes(),
        )
        for number, pages in enumerate(COUNTS)
    ]
    data, _ = papers.packet(made)
    (folder / "packet.pdf").write_bytes(data)
    took = time.perf_counter() - began
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201


def alone(step: str, folder: Path) -> str:
    """Do a step in a process of its own; return what it printed."""
    command = [sys.executable, "-m", "tests.benchmarks.packets", step, str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    return ran.stdout


def ours(folder: Path) -> tuple[float, int]:
    """Return the seconds and the peak memory in KB of our packet."""
    took, peak = alone("bind", folder).split()
    return float(took), int(peak)


def theirs(folder: Path) -> tuple[float, int]:
    """Return the seconds and the peak memory in KB of qpdf, which only joins the pages."""
    files = [str(folder / f"{number:02}.pdf") for number in range(FILES)]
    command = ["qpdf", "--empty", "--pages", *files, "--", str(folder / "joined.pdf")]
    # The memory of a program is told once it has ended, as the most of all that have.
    told = (
        "import resource as r, subprocess as s, sys, time as t; b = t.perf_counter(); "
        "s.run(sys.argv[1:], check=True); print(t.perf_counter() - b, "
        "r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ran = subprocess.run([sys.executable, "-c", told, *command], capture_output=True, text=True)
    took, peak = ran.stdout.split()
    return float(took), int(peak)


def main() -> None:
    """Measure both by turns and print the least of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone("make", folder)
        rounds = [(ours(folder), theirs(folder)) for _ in range(ROUNDS)]
    packet, joined = min(own for own, _ in rounds), min(other for _, other in rounds)
    print(  # noqa: T201
        f"{PAGES} pages of {FILES} papers: {packet[0]:.2f} s and {packet[1] / 1024:.0f} MB; "
        f"qpdf: {joined[0]:.2f} s and {joined[1] / 1024:.0f} MB; ratio "
        f"{packet[0] / joined[0]:.1f} in time, {packet[1] / joined[1]:.1f} in memory"
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        {"make": make, "bind": bind}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
