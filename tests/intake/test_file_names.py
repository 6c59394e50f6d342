"""File names are safe on every drive and in every bundle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.intake.file_names import MOST_BYTES, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("denial letter.pdf", "denial letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Rosa\\carta.pdf", "carta.pdf"),
        ("a\0b\n.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('what? "now": <x>|*.txt', "what_ _now__ _x___.txt"),
        ("nul.txt", "_nul.txt"),
        ("trailing. . ", "trailing"),
        ("Nguye\u0302\u0303n.pdf", "Nguyễn.pdf"),
        (".hidden", ".hidden"),
    ],
)
def test_a_name_keeps_its_last_part_without_what_misleads(given_name, kept):
    assert safe_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "..", "/", "...", "\u200b", "dir/"])
def test_a_name_of_nothing_becomes_document(name):
    assert safe_name(name, ".pdf") == "document.pdf"


def test_a_long_name_is_cut_before_its_ending():
    cut = safe_name("ễ" * 200 + ".pdf")
    assert cut.endswith("ễ.pdf")
    assert len(cut.encode()) <= MOST_BYTES


@given(st.text())
def test_any_name_becomes_a_safe_one(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set("/\\\0\n\r:")
    assert safe not in {".", ".."}
    assert len(safe.encode()) <= MOST_BYTES
    assert safe_name(safe) == safe
