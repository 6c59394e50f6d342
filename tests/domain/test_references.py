"""References, merging with the record, and sentences that nothing proves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advocate_desktop.domain.letter_merge import merged, paragraphs_of
from advocate_desktop.domain.references import (
    Reference,
    ReferenceKind,
    pieces,
    references_in,
    resolved,
)
from advocate_desktop.domain.unreferenced import unreferenced

IDS = some.from_regex(r"[0-9a-f]{8,32}", fullmatch=True)
REFERENCES = some.builds(
    Reference,
    some.sampled_from(list(ReferenceKind)),
    IDS,
    some.one_of(some.none(), some.integers(1, 9999)),
)


@given(some.lists(some.one_of(some.text(alphabet="ab [:]\n"), REFERENCES)))
def test_references_are_read_back_as_they_were_put_in(parts):
    written = "".join(map(str, parts))
    put_in = [part for part in parts if isinstance(part, Reference)]
    assert list(references_in(written)) == put_in
    assert "".join(map(str, pieces(written))) == written


def test_a_reference_reads_as_the_exhibits_are_lettered_now():
    text = "It was denied ([[exhibit:d1:3]]), as they said ([[call:c1]])."
    words = {"d1": "Exhibit B", "c1": "call of March 6"}
    shown, lost = resolved(text, lambda r: words.get(r.target), "[lost]")
    assert shown == "It was denied (Exhibit B), as they said (call of March 6)."
    assert lost == ()


def test_a_reference_to_something_gone_is_told_and_prints_no_number():
    shown, lost = resolved("See [[exhibit:d1]].", lambda r: None, "[reference to nothing]")
    assert shown == "See [reference to nothing]."
    assert lost == (Reference(ReferenceKind.EXHIBIT, "d1"),)


@pytest.mark.parametrize("text", ["[[exhibit:]]", "[[exhibit:a:0]]", "[[other:a]]", "[exhibit:a]"])
def test_what_only_looks_like_a_reference_stays_text(text):
    assert references_in(text) == ()


BASE = "First, as of March 1.\n\nSecond.\n\nThird."


def test_what_the_writer_left_alone_follows_the_record():
    written = BASE.replace("Second.", "Second, in my words.")
    now = BASE.replace("March 1", "March 9")
    found = merged(BASE, written, now)
    assert paragraphs_of(found.text) == ["First, as of March 9.", "Second, in my words.", "Third."]
    assert found.clashes == ()


def test_what_both_changed_stays_as_written_and_is_told():
    written = BASE.replace("March 1", "March 1, a Sunday")
    now = BASE.replace("March 1", "March 9")
    found = merged(BASE, written, now)
    assert paragraphs_of(found.text)[0] == "First, as of March 1, a Sunday."
    assert [clash.record_says for clash in found.clashes] == ["First, as of March 9."]


def test_paragraphs_the_writer_added_or_struck_out_stay_so():
    written = "Mine.\n\nFirst, as of March 1.\n\nThird."
    now = BASE.replace("March 1", "March 9") + "\n\nFourth."
    assert paragraphs_of(merged(BASE, written, now).text) == [
        "Mine.",
        "First, as of March 9.",
        "Third.",
        "Fourth.",
    ]


TEXTS = some.lists(some.sampled_from(["a", "b", "c", "d", "e"]), max_size=8).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_without_the_writer_the_record_rules_and_without_news_the_writer(one, other):
    assert paragraphs_of(merged(one, one, other).text) == paragraphs_of(other)
    assert paragraphs_of(merged(one, other, one).text) == paragraphs_of(other)


@given(TEXTS, TEXTS, TEXTS)
def test_no_paragraph_that_the_writer_wrote_is_lost(base, written, now):
    kept = paragraphs_of(merged(base, written, now).text)
    for paragraph in set(paragraphs_of(written)) - set(paragraphs_of(base)):
        assert paragraph in kept


def test_sentences_of_fact_without_a_paper_are_listed():
    text = (
        "On March 3, 2026 the plan denied the MRI. Dr. Chen ordered it in writing "
        "([[exhibit:d1]]). They must decide within 30 days (Health & Safety Code 1368.01). "
        "I ask for an answer.\n\n- The bill is $1,200.\n- Please reply.\n\n"
        "El plan negó la atención. Se ve en el Anexo B que el plan lo negó."
    )
    assert unreferenced(text) == (
        "On March 3, 2026 the plan denied the MRI.",
        "The bill is $1,200.",
        "El plan negó la atención.",
    )


@given(some.text(max_size=400))
def test_any_text_can_be_looked_through(text):
    unreferenced(text)
