"""A letter as a Word document, for those who must change it elsewhere."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.filings.markdown import plain
from advocate_desktop.filings.markdown_tree import tree_of
from advocate_desktop.filings.pdf import PRODUCER

_FACE = "Times New Roman"
"""A face that every computer with a word processor has."""
_MOST_LEVELS = 3
"""Levels of lists that Word's own styles have."""


def letter_docx(letter: LetterContent, made_on: date) -> bytes:
    """Return a letter as a `.docx`; equal letters and days give equal bytes."""
    document = docx.Document()
    _set_up(document, letter, made_on)
    for number, line in enumerate(letter.sender):
        _line(document, line, bold=number == 0)
    _gap(document)
    _line(document, letter.date)
    if letter.delivery:
        _line(document, letter.delivery, bold=True)
    _gap(document)
    for line in letter.addressee:
        _line(document, line)
    _gap(document)
    if letter.banner:
        _line(document, letter.banner, bold=True)
    _subject(document, letter.subject)
    document.add_paragraph(_safe(letter.salutation))
    _body(document, letter.body)
    _signature(document, letter)
    for lines in (letter.enclosures, letter.copies):
        for number, line in enumerate(lines):
            _line(document, line, bold=number == 0)
        _gap(document)
    out = BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _set_up(document: Document, letter: LetterContent, made_on: date) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = Inches(1)
    section.different_first_page_header_footer = True
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _FACE, Pt(11)
    style.paragraph_format.space_after = Pt(8)
    head = section.header.paragraphs[0]
    head.add_run(_safe(" · ".join((*letter.continuation, ""))))
    before, _, rest = letter.page_of.partition("{page}")
    _field(head, before, "PAGE")
    _field(head, rest.partition("{pages}")[0], "NUMPAGES")
    properties = document.core_properties
    properties.title, properties.author, properties.language = letter.title, "", letter.language
    properties.comments, properties.last_modified_by = "", PRODUCER
    properties.created = properties.modified = datetime.combine(made_on, time())
    properties.revision = 1


def _field(paragraph: Paragraph, before: str, code: str) -> None:
    """Add words and a field that Word fills, such as the number of the page."""
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind in ("begin", "instr", "end"):
        element = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
        if kind == "instr":
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 (python-docx has no fields of its own)


def _subject(document: Document, rows: Sequence[tuple[str, str]]) -> None:
    if not rows:
        return
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for number, (label, value) in enumerate(rows):
        cells = table.add_row().cells
        for cell, width, text, bold in (
            (cells[0], Inches(1.6), label, True),
            (cells[1], Inches(4.9), value, number == 0),
        ):
            cell.width = width
            _tight(cell.paragraphs[0]).add_run(_safe(text)).bold = bold
    _gap(document)


def _signature(document: Document, letter: LetterContent) -> None:
    document.add_paragraph(_safe(letter.closing)).paragraph_format.space_after = Pt(42)
    for line in letter.signature:
        _line(document, line)
    _gap(document)


def _body(document: Document, markdown: str) -> None:
    tree = tree_of(markdown)
    if tree is None:
        document.add_paragraph(_safe(markdown))
        return
    for block in tree.children:
        _block(document, block, 0)


def _block(document: Document, node: SyntaxTreeNode, depth: int) -> None:
    if node.type == "heading":
        document.add_heading(_safe(plain(node)), min(int(node.tag[1:]) + 1, 4))
    elif node.type == "paragraph":
        _runs(document.add_paragraph(), node)
    elif node.type == "blockquote":
        for child in node.children:
            if child.type == "paragraph":
                _runs(document.add_paragraph(style="Quote"), child)
            else:
                _block(document, child, depth)
    elif node.type in ("bullet_list", "ordered_list"):
        _list(document, node, depth)
    elif node.type == "table":
        _table(document, node)


def _list(document: Document, node: SyntaxTreeNode, depth: int) -> None:
    # Numbers are typed, so that a list that begins at 4, or a second one, says what ours says.
    first = int(node.attrs.get("start", 1))
    level = min(depth, _MOST_LEVELS - 1)
    for number, item in enumerate(node.children, first):
        for place, block in enumerate(item.children):
            if block.type == "paragraph" and place == 0:
                mark = "•" if node.type == "bullet_list" else f"{number}."
                paragraph = document.add_paragraph(f"{mark}\t")
                paragraph.paragraph_format.left_indent = Inches(0.3 * (level + 1))
                paragraph.paragraph_format.first_line_indent = Inches(-0.25)
                paragraph.paragraph_format.space_after = Pt(4)
                _runs(paragraph, block)
            else:
                _block(document, block, depth + 1)


def _table(document: Document, node: SyntaxTreeNode) -> None:
    rows = [row.children for part in node.children for row in part.children]
    columns = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    for number, row in enumerate(rows):
        made: Sequence[_Cell] = table.add_row().cells
        for cell, content in zip(made, row, strict=False):
            _runs(_tight(cell.paragraphs[0]), content, bold=number == 0)
    _gap(document)


def _runs(
    paragraph: Paragraph, node: SyntaxTreeNode, bold: bool = False, italic: bool = False
) -> None:
    for child in node.children:
        if child.type in ("strong", "em"):
            _runs(paragraph, child, bold or child.type == "strong", italic or child.type == "em")
        elif child.type == "text":
            run = paragraph.add_run(_safe(child.content))
            run.bold, run.italic = bold or None, italic or None
        elif child.type == "hardbreak":
            paragraph.add_run().add_break()
        elif child.type == "softbreak":
            paragraph.add_run(" ")
        else:
            _runs(paragraph, child, bold, italic)


def _line(document: Document, text: str, bold: bool = False) -> None:
    _tight(document.add_paragraph()).add_run(_safe(text)).bold = bold


def _tight(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _gap(document: Document) -> None:
    _tight(document.add_paragraph())


def _safe(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff"))


def _undated(data: bytes) -> bytes:
    """Return a package whose parts carry no time of day, so that equal letters are equal files."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
