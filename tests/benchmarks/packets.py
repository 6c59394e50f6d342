"""Binds a packet of 500 pages from 60 papers and compares with `qpdf --empty --pages …`.

Run with `python -m tests.benchmarks.packets`; prints seconds and memory and their ratios to qpdf,
in the same run and by turns: of all that is done the first time, of its steps, and of binding
alone, when the parts are set and the margins known. `python -m tests.benchmarks.packets pages`
tells instead what a page takes in packets of 1,000, 3,000 and 10,000.

Each measurement is a process of its own, so that the memory of one does not count for the next;
ours is without the start of Python, which the window has behind it, and our memory is what the
process grew by.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf

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
    """Bind the papers of a folder step by step; print seconds and memory as JSON."""
    import packet_papers as papers

    from advocate_desktop.filings import packet

    papers.packet([(papers.document("first", "denial_letter"), papers.paper(["first"]))])
    made = []
    for path in sorted(folder.glob("[0-9]*.pdf")):
        data = path.read_bytes()
        with Pdf.open(path) as opened:
            pages = len(opened.pages)
        made.append((papers.document(f"paper-{path.stem}", "denial_letter", pages), data))
    before = memory()
    began = time.perf_counter()
    content, plan = papers.content([document for document, _ in made])
    pdfs = {document.id: data for document, data in made}
    exhibits = [papers.bound(e, pdfs[e.document.id]) for e in plan.exhibits]
    margins = time.perf_counter()
    settled = packet.settle(content)
    parts = time.perf_counter()
    data, _ = packet.bind(content, settled, exhibits, lambda done, total, text: None)
    done = time.perf_counter()
    (folder / "packet.pdf").write_bytes(data)
    told = {
        "all": done - began,
        "margins": margins - began,
        "parts": parts - margins,
        "binding": done - parts,
        "grown": memory() - before,
        "pages": sum(document.pages or 0 for document, _ in made),
    }
    sys.stdout.write(json.dumps(told))


def memory() -> int:
    """Return the most memory that this process has had, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def alone(step: str, folder: Path) -> str:
    """Do a step in a process of its own; return what it printed."""
    command = [sys.executable, "-m", "tests.benchmarks.packets", step, str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    return ran.stdout


def ours(folder: Path) -> dict[str, float]:
    """Return the seconds of each step of our packet, and the memory in KB it grew by."""
    told: dict[str, float] = json.loads(alone("bind", folder))
    return told


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
    least = {key: min(own[key] for own, _ in rounds) for key in rounds[0][0]}
    seconds, peak = min(other for _, other in rounds)
    say = sys.stdout.write
    say(f"{PAGES} pages of {FILES} papers; qpdf: {seconds:.3f} s and {peak / 1024:.0f} MB\n")
    for key in ("all", "margins", "parts", "binding"):
        say(f"{key}: {least[key]:.3f} s, {least[key] / seconds:.1f} times qpdf's\n")
    say(f"grown by {least['grown'] / 1024:.0f} MB, {least['grown'] / peak:.1f} times qpdf's peak\n")


def pages() -> None:
    """Print what binding takes for each page of larger and larger packets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scanned = folder / "scan.jpg"
        scanned.write_bytes(scan())
        files = 0
        for total in (1000, 3000, 10_000):
            while files * 50 < total:
                (folder / f"{files:03}.pdf").write_bytes(paper(files, 50, str(scanned)))
                files += 1
            told = ours(folder)
            sys.stdout.write(
                f"{total} pages of {files} papers: margins {1000 * told['margins'] / total:.2f}, "
                f"parts {1000 * told['parts'] / total:.2f}, binding "
                f"{1000 * told['binding'] / total:.2f} ms a page; grown by "
                f"{told['grown'] / 1024:.0f} MB\n"
            )


if __name__ == "__main__":
    if sys.argv[2:]:
        {"make": make, "bind": bind}[sys.argv[1]](Path(sys.argv[2]))
    elif sys.argv[1:] == ["pages"]:
        pages()
    else:
        main()
