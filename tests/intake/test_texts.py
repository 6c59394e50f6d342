"""Texts are set on pages that hold the same words as the file."""

import pytest

from advocate_desktop.intake import texts
from advocate_desktop.intake.html_text import text_of_html
from advocate_desktop.intake.typesetting import set_text, text_of

NOTES = """Call of 12 March

Nguyễn Thị Hương asked about claim 0000-SAMPLE. ¿Cuándo?
Արմեն Հակոբյան
陳美玲
김민수"""


def rendition(text: str, media_type: str = "text/plain") -> bytes:
    return texts.rendition(text.encode(), media_type)


def test_a_text_is_printed_as_it_was_written(reader):
    printed = reader.text(rendition(NOTES))
    assert [line.strip() for line in printed.strip().splitlines() if line.strip()] == [
        line for line in NOTES.splitlines() if line
    ]


def test_what_is_searched_is_what_is_printed(reader):
    long = "\n".join(f"line {number} of the notes" for number in range(120))
    found = texts.read(long.encode(), "text/plain")
    assert found.pages == 3
    assert found.page_texts[1] in long
    printed = reader.text(rendition(long)).split("\f")
    assert [page.split() for page in printed[:3]] == [page.split() for page in found.page_texts]


def test_a_long_line_is_broken_between_words(reader):
    words = " ".join(f"word{number}" for number in range(200))
    printed = reader.text(rendition(words))
    assert printed.split() == words.split()
    assert max(map(len, printed.splitlines())) < 120


def test_a_long_word_and_chinese_are_broken_anywhere(reader):
    address, chinese = "https://example.org/" + "a/" * 100, "這是一段很長的文字" * 20
    printed = reader.text(rendition(f"{address}\n{chinese}"))
    assert "".join(printed.split()) == address + chinese


def test_spaces_that_make_columns_are_kept(reader):
    assert text_of(set_text("a   b\n    indented\tand on")[0]) == "a   b\n    indented    and on"


def test_a_form_feed_begins_a_page_and_one_at_the_end_does_not():
    assert [text_of(page) for page in set_text("one\ftwo\f\n")] == ["one", "two"]


def test_an_empty_text_has_a_page():
    assert len(set_text("")) == 1


@pytest.mark.parametrize("text", ["words " * 200_000, "\f" * 2_000])
def test_a_text_too_long_to_print_is_kept_and_searched(text):
    found = texts.read(text.encode(), "text/plain")
    assert (found.pages, found.note) == (None, texts.TOO_LONG)
    assert "".join(found.page_texts) == text


def test_letters_without_a_font_are_told():
    found = texts.read("שלום".encode(), "text/plain")
    assert found.pages == 1
    assert "empty boxes" in found.note


def test_the_same_text_gives_the_same_bytes(reader):
    assert rendition(NOTES) == rendition(NOTES)
    assert reader.is_sound(rendition(NOTES))


def test_a_web_page_is_read_as_its_words():
    page = """<!doctype html><html><head><title>T</title><style>p{}</style></head>
    <body><h1>Your  <b>claim</b></h1><script>alert(1)</script><!-- no -->
    <p>One<br>two &amp; caf&eacute;</p><table><tr><td>a</td><td>b</td></tr></table>
    <img src="http://example.org/x.png"><a href="http://example.org">a link</a></body></html>"""
    assert text_of_html(page) == "Your claim\n\nOne\ntwo & café\n\na\tb\n\na link"


def test_a_web_page_without_words_shows_its_source():
    source = "<html><script>never closed"
    assert texts.read(source.encode(), "text/html").page_texts == (source,)
