"""What tests of intake share: small files made on the spot, and readers of other makers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture(scope="session")
def pdf_of_lines() -> Callable[..., bytes]:
    """Return what makes a PDF on letter paper with a page for each text."""
    return _pdf_of_lines


@pytest.fixture(scope="session")
def changed_pdf() -> Callable[..., bytes]:
    """Return what changes a PDF by hand: `changed_pdf(data, change, **saving)`."""
    return _changed_pdf


@pytest.fixture(scope="session")
def picture() -> Callable[..., bytes]:
    """Return what makes a picture file: red left half, green right half, black top left corner."""
    return _picture


def _pdf_of_lines(*pages: str) -> bytes:
    paper = BytesIO()
    canvas = Canvas(paper, LETTER, invariant=1)
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _changed_pdf(data: bytes, change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    out = BytesIO()
    with pikepdf.Pdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def _picture(
    format: str, size: tuple[int, int] = (80, 60), mode: str = "RGB", **saving: object
) -> bytes:
    image = Image.new("RGB", size, "red")
    width, height = size
    image.paste("green", (width // 2, 0, width, height))
    image.paste("black", (0, 0, width // 4, height // 4))
    file = BytesIO()
    image.convert(mode).save(file, format, **saving)
    return file.getvalue()


class Reader:
    """Reads PDFs with programs of other makers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, pdf: bytes) -> str:
        """Return what poppler finds in it."""
        return self._run("pdftotext", "-layout", self._file(pdf), "-").decode()

    def is_sound(self, pdf: bytes) -> bool:
        """Whether qpdf has nothing to say against it."""
        said = subprocess.run(["qpdf", "--check", self._file(pdf)], capture_output=True)
        return said.returncode == 0

    def page_count(self, pdf: bytes) -> int:
        """Return how many pages qpdf counts."""
        return int(self._run("qpdf", "--show-npages", self._file(pdf)))

    def page(self, pdf: bytes, number: int = 1, dpi: int = 36) -> Image.Image:
        """Return a page as poppler draws it."""
        drawn = self._run(
            "pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), self._file(pdf)
        )
        return Image.open(BytesIO(drawn)).convert("RGB")

    def _file(self, pdf: bytes) -> Path:
        file = self._folder / "read.pdf"
        file.write_bytes(pdf)
        return file

    def _run(self, *command: str | Path) -> bytes:
        return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Return a reader of PDFs made by others."""
    return Reader(tmp_path)
