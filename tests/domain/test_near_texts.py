"""Texts that say nearly the same are told from those that do not."""

from __future__ import annotations

from advocate_desktop.domain.near_texts import SAME, likeness, may_be_near, runs

TEXT = " ".join(f"word{number} of the letter" for number in range(100))


def test_case_accents_and_line_ends_make_no_difference() -> None:
    told = TEXT.replace("letter", "leiter")
    other = told.upper().replace("LEITER", "LÉITER").replace(" ", "\n")
    assert likeness(runs([told]), runs([other])) == 1


def test_one_word_changed_in_a_letter_is_nearly_the_same() -> None:
    assert SAME <= likeness(runs([TEXT]), runs([TEXT.replace("word50", "other")])) < 1


def test_a_letter_cut_in_half_is_not_the_same() -> None:
    half = TEXT[: len(TEXT) // 2]
    assert likeness(runs([TEXT]), runs([half])) < SAME
    assert not may_be_near(len(TEXT), len(half))


def test_a_few_words_are_never_nearly_the_same() -> None:
    assert likeness(runs(["Dear member"]), runs(["Dear member"])) == 0
