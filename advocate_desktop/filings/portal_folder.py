"""A packet as separate PDFs for a portal that asks for each paper by itself, and their index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Pdf
from reportlab.platypus import Flowable

from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.contents import NUMBER, number_head
from advocate_desktop.filings.excerpts import Section, Whole, excerpt, exhibits_of, parts_of
from advocate_desktop.filings.packet_layout import Layout
from advocate_desktop.filings.protected import protected

INDEX = "00 Index"
"""The name of the index, without its ending."""
SUMS = "SHA256SUMS"
_COUNT_WIDTH, _PAGES_WIDTH, _SIZE_WIDTH = 48.0, 84.0, 66.0
_NAME_WIDTH = style.TEXT_WIDTH - _COUNT_WIDTH - _PAGES_WIDTH - _SIZE_WIDTH

Named = Callable[[str], str]
"""Returns a text as the name of a file that every drive takes."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """One of the files."""

    name: str
    section: Section
    data: bytes

    @property
    def pages(self) -> int:
        return self.section.last - self.section.first + 1

    @property
    def reach(self) -> str:
        first, last = self.section.first, self.section.last
        return str(first) if first == last else f"{first} to {last}"


def portal_files(
    data: bytes,
    layout: Layout,
    properties: pdf.Properties,
    owner: str,
    named: Named,
    password: str = "",
) -> Mapping[str, bytes]:
    """Return the files by name: each part, each exhibit, an index as PDF and text, their hashes.

    The pages keep their stamps, so that a number in the statement leads to the same page as in the
    whole packet. Equal input gives equal bytes, unless the PDFs are locked with a password.
    """
    with Pdf.open(BytesIO(data)) as packet:
        whole = Whole.of(packet, layout, properties, owner)
        papers = list(_papers(whole, [*parts_of(layout), *exhibits_of(layout)], named))
    files = {
        f"{INDEX}.pdf": _index_pdf(papers, properties),
        **{paper.name: paper.data for paper in papers},
    }
    if password:
        files = {name: protected(file, password) for name, file in files.items()}
    files[f"{INDEX}.txt"] = _index_text(papers, properties)
    return {**files, SUMS: _sums(files)}


def _papers(whole: Whole, sections: Sequence[Section], named: Named) -> Iterator[_Paper]:
    for number, section in enumerate(sections, 1):
        ((_, title, _),) = section.entries
        words = " ".join(title.replace("–", "-").split()).removesuffix(".pdf")
        name = named(f"{number:02} {words}.pdf")
        yield _Paper(name, section, excerpt(whole, [section], f"{title} – {whole.owner}"))


def _index_pdf(papers: Sequence[_Paper], properties: pdf.Properties) -> bytes:
    story: list[Flowable] = [
        style.heading("Index of the files", 0),
        style.paragraph(properties.title, style.HEADING_2),
        style.paragraph(
            "Each file is a part of one packet. The page numbers at the foot of its pages go on "
            "from file to file. The statement and the chronology name pages by them."
        ),
        style.table(
            [_row(paper) for paper in papers],
            (_NAME_WIDTH, _COUNT_WIDTH, _PAGES_WIDTH, _SIZE_WIDTH),
            head=("File", *map(number_head, ("Pages", "Packet pages", "Size"))),
        ),
    ]
    title = f"Index – {properties.title}"
    told = pdf.Properties(title, properties.made_on, properties.language)
    return pdf.typeset(story, told, furniture=pdf.page_footer(properties.title))


def _row(paper: _Paper) -> tuple[Flowable | str, ...]:
    return (
        paper.name,
        style.Text(str(paper.pages), NUMBER),
        style.Text(paper.reach, NUMBER),
        style.Text(_size(paper.data), NUMBER),
    )


def _size(data: bytes) -> str:
    kilobytes = max(1, round(len(data) / 1000))
    return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes} KB"


def _index_text(papers: Sequence[_Paper], properties: pdf.Properties) -> bytes:
    lines = [properties.title, ""]
    for paper in papers:
        lines.append(f"{paper.name}: packet pages {paper.reach}, {_size(paper.data)}")
    return ("\r\n".join(lines) + "\r\n").encode()


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Return the hashes as `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    return "".join(lines).encode()
