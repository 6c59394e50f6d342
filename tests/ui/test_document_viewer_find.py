"""Finding words in the texts of pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.ui.document_viewer_find import MOST_HITS, find


def places(texts: tuple[str, ...], words: str) -> list[tuple[int, str]]:
    return [(hit.page, hit.match) for hit in find(texts, words)]


def test_words_are_found_over_line_breaks_whatever_their_case_and_accents():
    texts = ("The plan's\n  ANSWER came.", "José wrote to the plan’s answer desk", "nothing here")
    assert places(texts, "answer came") == [(0, "ANSWER came")]
    assert places(texts, "jose") == [(1, "José")]
    assert places(texts, "ANSWER") == [(0, "ANSWER"), (1, "answer")]


def test_letters_that_fold_into_several_are_shown_as_they_stand():
    assert places(("die Straße", "the ﬁle"), "strasse") == [(0, "Straße")]
    assert places(("die Straße", "the ﬁle"), "file") == [(1, "ﬁle")]
    assert places(("Tiếng Việt và 한국어",), "viet va 한국") == [(0, "Việt và 한국")]


def test_what_stands_around_a_hit_is_shown():
    hit = find(("The plan denied claim 4471-22 on Friday.",), "4471")[0]
    assert (hit.before, hit.match, hit.after) == (
        "The plan denied claim ",
        "4471",
        "-22 on Friday.",
    )


def test_no_words_find_nothing():
    assert find(("some text",), "   ") == ()
    assert find((), "text") == ()


def test_a_very_common_word_gives_a_bounded_list():
    assert len(find(("a " * 2000,), "a")) == MOST_HITS


@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 8))
def test_any_piece_of_a_text_is_found_in_it(text, start, length):
    flat = " ".join(text.split())
    piece = flat[start : start + length].strip()
    found = find((text,), piece)
    assert bool(found) == any(find((piece,), piece))
