"""A letter's text goes into the editor and comes back without losing a word or a reference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.letter_blocks import Block, BlockKind, Span
from advocate_desktop.domain.references import Reference, ReferenceKind, references_in
from advocate_desktop.services.letter_templates import templates
from advocate_desktop.services.letter_text import (
    SourceKept,
    blocks_of,
    chunk_places,
    chunks_of,
    markdown_of,
    parted,
    plain_of,
)

ids = st.from_regex(r"[0-9A-Za-z_-]{1,12}", fullmatch=True)
references = st.builds(
    Reference, st.sampled_from(ReferenceKind), ids, st.none() | st.integers(1, 99)
).map(lambda r: r if r.kind is ReferenceKind.EXHIBIT else Reference(r.kind, r.target))
words = st.text(
    st.sampled_from('ab Z1.)(-+=#>*_[]\\`<&|~:!"“ñ中\n\u00a0é')
    | st.characters(codec="utf-8", exclude_characters="\0"),
    max_size=12,
)
spans = st.builds(Span, words, st.booleans(), st.booleans()) | st.builds(
    Span, st.just(""), st.booleans(), st.booleans(), references
)
blocks = st.builds(
    Block,
    st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.AS_TYPED]),
    st.lists(spans, max_size=5).map(tuple),
)


def words_of(made):
    """Return what somebody reads, without the looks and without space at the ends."""
    return [" ".join(b.text.split()) for b in made if b.text.split()]


def cited(made):
    return [span.reference for block in made for span in block.spans if span.reference]


@settings(max_examples=400, deadline=None)
@given(st.lists(blocks, max_size=6))
def test_no_word_and_no_reference_is_lost_between_editor_and_markdown(made):
    text = markdown_of(made)
    read = blocks_of(text)
    assert words_of(read) == words_of(made)
    assert cited(read) == cited(made)
    assert list(references_in(text)) == cited(made)
    assert markdown_of(read) == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_typed_as_markdown_settles_after_it_was_written_once(text):
    once = markdown_of(blocks_of(text))
    assert markdown_of(blocks_of(once)) == once
    assert references_in(once) == references_in(markdown_of(blocks_of(once)))


@pytest.mark.parametrize(
    "source",
    [
        "A **bold** and *slanted* word.\n\n## Heading\n\n> said\n",
        "- one\n- two\n\n3. three\n4. four\n",
        "First line\\\nsecond line\n",
        "**\\[diagnosis\\]** is a blank.\n",
        "See [[exhibit:a_b_c:3]] and **[[call:x]]**.\n",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "- one\n  - deeper\n- two\n",
        "1\\. not a list\n",
        "- one\n\n- two stands apart\n",
    ],
)
def test_what_a_letter_can_say_is_written_as_it_was(source):
    assert markdown_of(blocks_of(source)) == source


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_an_untouched_letter_comes_back_letter_by_letter(template):
    source = "\n\n".join(part for part in template.body.split("\n\n") if "{%" not in part)
    kept = SourceKept(source)
    made = kept.text(blocks_of(source))
    assert [c for c in made.split("\n\n") if c.strip("\n") not in source] == []


def test_looks_that_markdown_cannot_say_give_way_to_the_words():
    made = [Block(BlockKind.PARAGRAPH, (Span("a"), Span("(b)", bold=True), Span("c")))]
    assert blocks_of(markdown_of(made))[0].spans == (
        Span("a("),
        Span("b", bold=True),
        Span(")c"),
    )


def test_pieces_are_counted_for_each_block_and_empty_blocks_belong_to_none():
    made = blocks_of("One.\n\n- a\n- b\n")
    empty = Block(BlockKind.PARAGRAPH, ())
    assert chunk_places((*made, empty)) == (0, 1, 1, None)
    assert chunks_of((*made, empty)) == ("One.", "- a\n- b")


def test_the_plain_words_of_a_sentence_are_those_on_the_page():
    assert plain_of("It was **denied** \\[so\\].") == "It was denied [so]."


def test_a_heading_or_a_list_right_after_a_paragraph_becomes_a_piece_of_its_own():
    text = "One *line*\nof a paragraph.\n## Head\nTwo.\n- a\n- b\n\nKept\nas it is.\n"
    assert parted(text) == (
        "One *line* of a paragraph.\n\n## Head\n\nTwo.\n\n- a\n- b\n\nKept\nas it is.\n"
    )
