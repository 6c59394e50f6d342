"""The letter's text in its editor: what is typed, chosen, pasted and undone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from advocate_desktop.domain.letter_blocks import Block, BlockKind, Span
from advocate_desktop.domain.letter_merge import paragraphs_of
from advocate_desktop.domain.references import Reference, ReferenceKind
from advocate_desktop.services import letter_text, letters
from advocate_desktop.services.letter_templates import templates
from advocate_desktop.ui.letter_text_edit import LetterTextEdit

EXHIBIT = Reference(ReferenceKind.EXHIBIT, "paper", 3)


@pytest.fixture
def edit(qtbot):
    made = LetterTextEdit(lambda r: f"Exhibit B, page {r.page}" if r.target != "gone" else None)
    qtbot.addWidget(made)
    made.show()
    return made


def show(edit, markdown):
    edit.show_blocks(letter_text.blocks_of(markdown))


def shown(edit):
    return letter_text.markdown_of(edit.blocks())


def put_caret(edit, words, *, after=True):
    assert edit.find_words(words)
    cursor = edit.textCursor()
    cursor.setPosition(cursor.selectionEnd() if after else cursor.selectionStart())
    edit.setTextCursor(cursor)


words = st.text(st.sampled_from("ab *_[]\\`<&|~:ñ中.)-+#>1"), min_size=1, max_size=10)
spans = st.builds(Span, words, st.booleans(), st.booleans()) | st.just(Span("", reference=EXHIBIT))
blocks = st.builds(
    Block, st.sampled_from(BlockKind), st.lists(spans, min_size=1, max_size=4).map(tuple)
).map(lambda b: b if b.kind is not BlockKind.AS_TYPED else Block(b.kind, (Span("| a |\n| - |"),)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(blocks, max_size=5))
def test_the_editor_gives_back_the_markdown_it_was_given(edit, made):
    source = letter_text.markdown_of(made)
    show(edit, source)
    assert shown(edit) == letter_text.markdown_of(letter_text.blocks_of(source))


def test_words_typed_stand_in_the_text_and_undo_takes_them_back(qtbot, edit):
    show(edit, "One [[exhibit:paper:3]] two.\n")
    put_caret(edit, "two.")
    qtbot.keyClicks(edit, " *Three*")
    assert shown(edit) == "One [[exhibit:paper:3]] two. \\*Three\\*\n"
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(edit) == "One [[exhibit:paper:3]] two.\n"


def test_a_reference_is_one_step_for_the_caret_and_one_key_to_delete(qtbot, edit):
    show(edit, "See [[exhibit:paper:3]]now.\n")
    put_caret(edit, "now", after=False)
    assert edit.reference_at_caret() == EXHIBIT
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert shown(edit) == "See now.\n"


def test_a_reference_is_inserted_apart_from_the_word_before(edit):
    show(edit, "See this.\n")
    put_caret(edit, "See")
    edit.insert_reference(EXHIBIT)
    assert shown(edit) == "See [[exhibit:paper:3]] this.\n"


def test_looks_and_kinds_are_set_and_taken_away(qtbot, edit):
    show(edit, "One two.\n\nThree.\n")
    assert edit.find_words("two")
    edit.set_bold(True)
    edit.selectAll()
    edit.set_kind(BlockKind.BULLET)
    assert shown(edit) == "- One **two**.\n- Three.\n"
    edit.set_kind(BlockKind.NUMBER)
    assert shown(edit) == "1. One **two**.\n2. Three.\n"
    edit.set_kind(BlockKind.NUMBER)
    put_caret(edit, "Three")
    edit.set_kind(BlockKind.HEADING, 2)
    assert shown(edit) == "One **two**.\n\n## Three.\n"
    edit.set_kind(BlockKind.QUOTE)
    assert shown(edit) == "One **two**.\n\n> Three.\n"


def test_enter_after_a_heading_begins_a_plain_paragraph_and_in_an_empty_item_ends_the_list(
    qtbot, edit
):
    show(edit, "## Head\n")
    put_caret(edit, "Head")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "plain")
    edit.set_kind(BlockKind.BULLET)
    for _ in range(2):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "after")
    assert shown(edit) == "## Head\n\n- plain\n\nafter\n"


def test_what_is_pasted_from_elsewhere_comes_without_its_looks(edit):
    show(edit, "")
    foreign = QMimeData()
    foreign.setHtml("<b onclick=x>bold</b><img src='http://example.org/x.png'>")
    foreign.setText("[[exhibit:stolen]] **words**")
    edit.insertFromMimeData(foreign)
    assert shown(edit) == "\\[\\[exhibit:stolen\\]\\] \\*\\*words\\*\\*\n"


def test_what_is_copied_keeps_its_references_here_and_reads_well_elsewhere(edit):
    show(edit, "See **this** [[exhibit:paper:3]].\n")
    edit.selectAll()
    edit.copy()
    assert QApplication.clipboard().text() == "See this Exhibit B, page 3."
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.paste()
    assert shown(edit).count("[[exhibit:paper:3]]") == 2


def test_missing_facts_are_marked_in_the_text(edit):
    show(edit, "It is **\\[diagnosis\\]** now.\n")
    marks = edit.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["[diagnosis]"]


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_a_letter_left_alone_in_the_editor_is_still_the_records_own(edit, sample_record, template):
    body = letters.compose(sample_record, template, made_on=date(2026, 3, 17)).content.body
    given = letter_text.parted(body)
    show(edit, given)
    made = letter_text.SourceKept(given).text(edit.blocks())
    assert paragraphs_of(made) == paragraphs_of(given)
