"""Search finds all words wherever they are, whatever their accents and case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.sought import sought
from advocate_desktop.services import cases
from advocate_desktop.services.search import Filters, Hit, HitKind, excerpt, parse, search
from advocate_desktop.store import blobs, documents, search_index

PAGES = (
    "Sample Health Plan denies the MRI.\nClaim CLM-2025-00912, Dr. Trần Thị Hồng.",
    "Անի Օրինակյան lives in Glendale. 医院的记录在这里。",
)


@pytest.fixture
def filled(workspace, enter, sample_record):
    """Enter the sample case with a letter of two pages that have text."""
    case_id = enter(workspace, sample_record)

    def attach(unit):
        content = blobs.put(unit, b"a letter")
        documents.set_page_texts(unit, content, PAGES)
        letter = Document("letter", "from plan.pdf", title="Carta de negación")
        documents.insert_document(unit, case_id, replace(letter, content_hash=content))

    workspace.run("Attached", attach)
    return workspace


def places(hits: tuple[Hit, ...]) -> set[tuple[str, str | None, int | None]]:
    return {(hit.kind.value, hit.document, hit.page) for hit in hits}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("munoz", {("client", None, None)}),
        ("MUÑOZ ana", {("client", None, None)}),
        ("SHP-0001", {("case", None, None)}),
        ("radiculopathy", {("case", None, None)}),
        ("faxed", {("event", None, None)}),
        ("marisol fax", {("communication", None, None)}),
        ("5512", {("communication", None, None)}),
        ("negacion", {("document", "letter", None)}),
        ("bill.pdf", {("document", "document-bill", None)}),
        ("tran hong", {("document", "letter", 1)}),
        ("00912", {("document", "letter", 1)}),
        ("clm-2025", {("document", "letter", 1)}),
        ("glend", {("document", "letter", 2)}),
        ("Օրինակյան", {("document", "letter", 2)}),
        ("记录", {("document", "letter", 2)}),
        ("denies glendale", set()),
        ("nowhere", set()),
    ],
)
def test_words_are_found_where_they_are(filled, words, found):
    assert places(search(filled, words)) == found


def test_a_hit_names_its_case_and_shows_the_words(filled, sample_record):
    (hit,) = search(filled, "clm-2025")
    assert hit.case == sample_record.case.id
    assert "Claim CLM-2025-00912" in hit.snippet
    assert "\n" not in hit.snippet


@pytest.mark.parametrize("words", ["", "   ", "-", "\"'*", "()"])
def test_no_words_find_nothing(filled, words):
    assert search(filled, words) == ()


@pytest.mark.parametrize(
    "words",
    ['"', 'mri"', "mri*", "NOT mri", "a OR", "mri AND (", "text:mri", "%", "mri^2", "NEAR("],
)
def test_signs_of_a_query_language_are_only_signs(filled, words):
    search(filled, words)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=12))
def test_any_words_can_be_looked_for(filled, words):
    search(filled, words)


def test_nothing_is_found_in_the_trash(filled, sample_record):
    filled.run("Removed", documents.remove_document, "letter")
    assert search(filled, "glendale") == ()
    filled.run("Trash", cases.trash, sample_record.case.id)
    assert search(filled, "munoz") == ()
    filled.undo()
    filled.undo()
    assert len(search(filled, "glendale")) == 1
    assert len(search(filled, "munoz")) == 1


def test_new_text_takes_the_place_of_the_old(filled):
    content = filled.read(documents.document, "letter")[1].content_hash
    filled.run("Read again", documents.set_page_texts, content, ("Only Fresno now",))
    assert search(filled, "glendale") == ()
    assert places(search(filled, "fresno")) == {("document", "letter", 1)}


@given(st.text(), st.text(min_size=1))
def test_a_snippet_is_one_line_of_the_text(text, word):
    told, marks = excerpt(text, sought(word).pattern())
    assert all(0 <= first < last <= len(told) for first, last in marks)
    assert "\n" not in told
    assert set(told) - {"…", " "} <= set(text)
    assert len(told) <= 122


def test_a_snippet_stands_around_the_word():
    text = "ß " * 500 + "Straße here " + "x " * 500
    told, marks = excerpt(text, sought("strasse").pattern())
    assert "Straße here" in told
    assert [told[first:last] for first, last in marks] == ["Straße"]
    assert excerpt("short  text", sought("text").pattern()) == ("short text", ((6, 10),))


def test_a_hit_kind_reads_as_its_code():
    assert {kind.value for kind in HitKind} == {
        "client",
        "case",
        "event",
        "communication",
        "document",
        "letter",
    }


@pytest.mark.parametrize("words", ["0091", "2025-009", "202500912", "CLM 2025 00912", "clm202500"])
def test_a_part_of_a_number_is_enough_whatever_signs_stand_in_it(filled, words):
    assert ("document", "letter", 1) in places(search(filled, words))


def test_words_in_quotes_follow_each_other(filled):
    assert places(search(filled, '"denies the"')) == {("document", "letter", 1)}
    assert search(filled, '"the denies"') == ()
    assert search(filled, '"denies the') != ()


def test_the_words_found_are_marked_in_the_snippet(filled):
    (hit,) = search(filled, "TRAN hong")
    told = [hit.snippet[first:last] for first, last in hit.marks]
    assert told == ["Trần", "Hồng"]
    assert search(filled, "0091")[-1].found == "0091"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("kind:call fax", {"communication"}),
        ("kind:document bill", {"document"}),
        ("client:munoz glendale", {"document"}),
        ("client:nobody glendale", set()),
        ("kind:bill glendale", set()),
        ("glendale after:2020", {"document"}),
        ("glendale before:2020-02", set()),
        ("tag:nothing glendale", set()),
    ],
)
def test_typed_filters_narrow_a_search(filled, words, kinds):
    assert {hit.kind.value for hit in search(filled, words)} == kinds


def test_filters_chosen_beside_the_words_narrow_a_search(filled, sample_record):
    here = Filters(case=sample_record.case.id)
    elsewhere = Filters(case=CaseId("another"))
    assert search(filled, "glendale", here)
    assert search(filled, "glendale", elsewhere) == ()


def test_a_filter_that_means_nothing_is_a_word():
    assert parse("kind:xyz after:soon claim").words == "kind:xyz after:soon claim"


@pytest.mark.parametrize(
    "words",
    [
        "\0",
        "a\0b",
        "🙂",
        "x" * 10_000,
        "4471 " * 2_000,
        '"' * 999,
        "kind:" * 99,
        "\ud800",
        "1" * 300,
    ],
)
def test_what_no_one_should_type_finds_what_it_can_and_never_fails(filled, words):
    search(filled, words)


def troubles(connection):
    return list(search_index.problems(connection))


def test_the_indexes_follow_every_change_and_are_made_anew(filled, sample_record):
    assert filled.read(troubles) == []
    filled.run("Client", cases.update_client, replace(sample_record.client, family_name="Ibarra"))
    assert search(filled, "munoz") == ()
    assert places(search(filled, "ibarra")) == {("client", None, None)}
    filled.run("Spoilt", lambda unit: unit.connection.exec_driver_sql("DELETE FROM record_texts"))
    assert filled.read(troubles) != []
    assert search(filled, "ibarra") == ()
    filled.run("Mended", lambda unit: search_index.rebuild(unit.connection))
    assert filled.read(troubles) == []
    assert places(search(filled, "ibarra")) == {("client", None, None)}
    assert ("document", "letter", 1) in places(search(filled, "0091"))


def test_words_in_curly_quotes_follow_each_other_too(filled):
    assert search(filled, "“denies the MRI”")
    assert not search(filled, "“MRI denies”")
    assert search(filled, "MRI denies")
