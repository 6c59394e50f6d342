"""A table in a text file is shown with its columns under each other."""

import pytest

from advocate_desktop.intake.reading import read
from advocate_desktop.intake.recognise import PLAIN, TABLE, recognise
from advocate_desktop.intake.rendition import rendition

CLAIMS = 'Date,Service,Billed\n2026-01-05,"MRI, knee",1250.00\n2026-01-09,Visit,80.00\n'


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_columns_stand_under_each_other(mark, ending, reader):
    data = CLAIMS.replace("MRI, knee", "MRI of a knee").replace(",", mark).replace("\n", ending)
    found = read(data.encode())
    assert (found.media_type, found.pages, found.note) == (TABLE, 1, "")
    printed = reader.text(rendition(data.encode(), TABLE)).split("\n")
    starts = [
        line.index(word) for line, word in zip(printed, ("Billed", "1250", "80."), strict=False)
    ]
    assert max(starts) - min(starts) <= 1


def test_a_cell_keeps_its_commas_and_quotes():
    assert "MRI, knee" in read(CLAIMS.encode()).text
    assert 'say "no"' in read(b'a,b\n1,"say ""no"""\n').text


def test_a_table_wider_than_paper_is_shown_record_by_record():
    heads = [f"Column number {n}" for n in range(12)]
    data = "\n".join([",".join(heads), ",".join(f"value {n}" for n in range(12))])
    assert read(data.encode()).text.startswith("Column number 0: value 0\nColumn number 1: value 1")


@pytest.mark.parametrize(
    "prose",
    [
        "Dear Rosa,\nSincerely,\n",
        "Sacramento, CA\nFresno, CA\n",
        "One line, only",
        "The first line, and\nthe second one, they are, both prose\n",
        '"an open quote,\n1,2',
    ],
)
def test_prose_is_no_table(prose):
    assert recognise(prose.encode()).media_type == PLAIN


def test_a_file_that_breaks_the_rules_is_shown_as_it_stands():
    data = b"a,b\n" + b"1,2\n" * 100 + b"3," + b"x" * 200_000 + b"\n"
    assert "a,b" in read(data).text
