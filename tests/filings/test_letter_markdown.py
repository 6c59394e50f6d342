"""Markdown of a letter's text, set and read back."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from advocate_desktop.filings import markdown, pdf


def printed(text: str, folder: Path) -> str:
    """Set a Markdown text and return what pdftotext reads."""
    file = folder / "text.pdf"
    file.write_bytes(pdf.typeset(markdown.flowables(text), pdf.Properties("x", date(2026, 1, 1))))
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_paragraphs_headings_lists_quotes_and_tables_are_set(tmp_path: Path) -> None:
    table = "| K | V |\n|---|---|\n| k | v |\n"
    text = f"# Head\n\none\ntwo\n\n- a\n- b\n\n3. c\n4. d\n\n> said\n\n{table}"
    lines = [line.strip() for line in printed(text, tmp_path).splitlines() if line.strip()]
    assert lines[:2] == ["Head", "one two"]
    assert [re.sub(r"\s+", " ", line) for line in lines[2:6]] == ["• a", "• b", "3. c", "4. d"]
    assert lines[6] == "said"
    assert [line.split() for line in lines[7:9]] == [["K", "V"], ["k", "v"]]


def test_a_line_that_ends_in_a_backslash_is_broken_there(tmp_path: Path) -> None:
    assert printed("one\\\ntwo\n", tmp_path).split("\n")[:2] == ["one", "two"]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[a](http://example.org)",
        "![a](file:///etc/passwd)",
        "`code`",
        "&lt; &amp;",
        "<http://example.org>",
        "~~gone~~",
        "***",
    ],
)
def test_what_is_not_among_the_blocks_is_printed_as_typed(source: str, tmp_path: Path) -> None:
    assert source in printed(f"before {source} after\n", tmp_path)


def test_indented_and_fenced_code_is_ordinary_text(tmp_path: Path) -> None:
    shown = printed("    indented\n\n```\nfenced\n```\n", tmp_path)
    assert "indented" in shown
    assert "``` fenced ```" in shown


def test_a_table_of_many_columns_becomes_lines(tmp_path: Path) -> None:
    cells = [f"c{n}" for n in range(30)]
    text = f"|{'|'.join(cells)}|\n|{'-|' * 30}\n|{'|'.join(cells)}|\n"
    shown = " ".join(printed(text, tmp_path).split())
    assert shown.count(" · ".join(cells)) == 2


@pytest.mark.parametrize(
    "text", [">" * 90 + "x", "- " * 90 + "x", "*" * 9_000, "[" * 9_000, "", "\n"]
)
def test_strange_markdown_is_set_without_a_fault(text: str, tmp_path: Path) -> None:
    shown = printed(text, tmp_path)
    assert ("x" in shown) == ("x" in text)
    assert shown.count("[") == text.count("[")


def test_a_line_that_introduces_a_list_stays_with_it(tmp_path: Path) -> None:
    for count in range(24, 34):
        text = "Line.\n\n" * count + "These are the papers:\n\n- the first\n- the second\n"
        pages = printed(text, tmp_path).split("\f")
        page = next(page for page in pages if "These are" in page)
        assert "the first" in page, count


def test_a_long_paragraph_begins_below_its_heading(tmp_path: Path) -> None:
    text = "Line.\n\n" * 12 + "## Heading\n\n" + "a long text " * 400
    first = printed(text, tmp_path).split("\f")[0]
    assert "Heading" in first
    assert first.count("a long text") > 50
