"""Every page of an exhibit is in the packet with its words and its look."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.benchmarks.fidelity import LETTER, MATERIAL, compare, look, lost_words

SIZES = (LETTER, LETTER[::-1], (595.0, 842.0), (1008.0, 612.0), (300.0, 400.0), (2000.0, 1500.0))


def drawing(size: tuple[float, float], turn: int, words: str, to_edge: bool) -> bytes:
    """Return a page with a black bar, whose place tells when it was moved, and words."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.rect(size[0] * 0.1, size[1] * 0.6, size[0] * 0.5, size[1] * 0.2, fill=1)
    canvas.drawString(size[0] * 0.1, size[1] * 0.5, words)
    if to_edge:
        canvas.rect(0, 0, size[0], size[1] * 0.08, fill=1)
    canvas.setPageRotation(turn)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_of_all_sizes_and_turns_look_as_they_did(tmp_path, turn):
    files = []
    for number, size in enumerate(SIZES):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(drawing(size, turn, f"words of {number}", number % 2 == 0))
    found = compare(files, tmp_path)
    assert len(found.pages) == len(SIZES)
    assert [page for page in found.pages if not page.is_good] == []
    assert (found.short, found.left_out) == ((), ())


def test_the_comparison_sees_what_is_lost_moved_or_in_another_order(tmp_path):
    assert lost_words("the plan denied it", "the plan it") == ("denied",)
    assert lost_words("the plan denied it", "plan denied it the") == ("plan",)
    assert lost_words("the plan denied it", "the plan denied it Exhibit A-1 · page 3 of 9") == ()
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    paths[0].write_bytes(drawing(LETTER, 0, "", to_edge=False))
    paths[1].write_bytes(drawing(LETTER, 180, "", to_edge=False))
    assert look(paths[0], 1, paths[0], 1) < 0.1
    assert look(paths[0], 1, paths[1], 1) > 10


@pytest.mark.skipif(not MATERIAL.is_dir(), reason="the collection of real files is not here")
def test_real_files_look_as_they_did(tmp_path):
    files = sorted(path for path in MATERIAL.rglob("*.pdf") if path.stat().st_size < 60_000)[::3]
    found = compare(files, tmp_path)
    assert len(found.pages) > 10
    assert [page for page in found.pages if not page.is_good] == []
