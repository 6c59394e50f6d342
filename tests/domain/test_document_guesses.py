"""The date and the title that a paper's text lets one guess."""

from __future__ import annotations

from datetime import date

import pytest

from advocate_desktop.domain.document_guesses import guesses


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sample Health Plan\nMarch 4, 2026\nDear member,", date(2026, 3, 4)),
        ("STATEMENT\nStatement date: 02/11/2026\nDate of birth: 01/02/1980", date(2026, 2, 11)),
        ("Date of birth: 01/02/1980\nDate processed: 2026-02-09", date(2026, 2, 9)),
        ("From: a@example.com\nDate: Tue, 10 Mar 2026 09:30:00 -0700\nHello", date(2026, 3, 10)),
        ("Estimado:\nFecha: 7 de enero de 2026", date(2026, 1, 7)),
        ("We wrote on March 4, 2026 that you may object.", None),
        ("DOB: 01/02/1980\nMember since 2019-01-01 or later", None),
        ("", None),
    ],
)
def test_the_date_of_a_paper_is_guessed(text: str, day: date | None) -> None:
    assert guesses([text]).date == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sample Health Plan\nRe: Claim for your visit\n", "Claim for your visit"),
        ("\n  EXPLANATION   OF BENEFITS \n$ 12.00", "EXPLANATION OF BENEFITS"),
        ("March 4, 2026\n(555) 010-2000\nNotice of action", "Notice of action"),
        ("12345\n****\n", ""),
    ],
)
def test_a_title_is_the_subject_or_the_first_line_of_words(text: str, title: str) -> None:
    assert guesses([text]).title == title
