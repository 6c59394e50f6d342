"""Reads the structure of a PDF with Poppler, and checks with pikepdf that nothing is left out."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO

import pikepdf
from pikepdf import Pdf

_SHOWS = {"Tj", "TJ", "'", '"', "Do"}


def structure_of(data: bytes) -> list[tuple[int, str, str]]:
    """Return each element's depth, tag and title, or its text under the tag “text”, in order."""
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True
    ).stdout.decode(errors="replace")  # it writes titles in an encoding of its own
    found = []
    for line in told.splitlines():
        depth, said = (len(line) - len(line.lstrip())) // 2, line.strip()
        text = re.fullmatch(r'"(.*)"', said)
        named = re.fullmatch(r'(\w+)(?: "(.*?)")?(?: \(\w+\))?:?', said)
        if text:
            found.append((depth, "text", text[1]))
        elif named:
            found.append((depth, named[1], named[2] or ""))
    return found


def texts(data: bytes, tag: str) -> list[str]:
    """Return the text of each element with this tag, all its parts joined."""
    rows, found = structure_of(data), []
    for number, (depth, name, _) in enumerate(rows):
        if name == tag:
            within = []
            for deeper, kind, text in rows[number + 1 :]:
                if deeper <= depth:
                    break
                within += [text] if kind == "text" else []
            found.append(" ".join(within))
    return found


def untagged(data: bytes) -> list[str]:
    """Return what is shown on a page outside every tag, and what does not agree in the tree."""
    problems: list[str] = []
    with Pdf.open(BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        owners = {int(at): owner for at, owner in zip(numbers[::2], numbers[1::2], strict=True)}
        for place, page in enumerate(pdf.pages, 1):
            used, outside = _marks(page)
            problems += [f"page {place}: {what} outside every tag" for what in outside]
            listed = list(owners[int(page.obj.StructParents)])
            if sorted(used) != list(range(len(listed))):
                problems.append(f"page {place}: marks {used} of {len(listed)}")
    return problems


def _marks(page: pikepdf.Page) -> tuple[list[int], list[str]]:
    used, outside, open_tags = [], [], []
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            open_tags.append(name)
            if name == "BDC" and "/MCID" in step.operands[1]:
                used.append(int(step.operands[1].MCID))
        elif name == "EMC":
            open_tags.pop()
        elif name in _SHOWS and not open_tags:
            outside.append(name)
    assert not open_tags
    return used, outside
