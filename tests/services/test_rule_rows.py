"""Every row of the researched law is in a pack: as a rule, a duty, or switched off."""

from __future__ import annotations

import re

from advocate_desktop.services.rules import rule_book

ROWS = {
    "PG": range(1, 15),
    "UR": range(1, 8),
    "TA": range(1, 10),
    "ER": range(1, 4),
    "DC": range(1, 9),
    "IMR": range(1, 18),  # row 18 is a bill that did not become law
    "MC": range(1, 14),
    "MA": range(1, 20),
    "EB": range(10, 18),
    "FE": range(1, 2),
    "FX": range(1, 7),
    "CI": range(1, 5),
}


def test_every_row_of_the_law_is_in_a_pack() -> None:
    wanted = {f"{track}-{number:02d}" for track, numbers in ROWS.items() for number in numbers}
    named = " ".join(r.law_row for r in rule_book().rules) + " "
    named += " ".join(duty.row for duty in rule_book().duties)
    assert wanted - set(re.findall(r"[A-Z]+-\d\d", named)) == set()


def test_every_row_is_readable_and_unverified() -> None:
    for duty in rule_book().duties:
        assert duty.text.endswith("."), duty.row
        assert duty.citation, duty.row
        assert duty.source or duty.quote, duty.row
        assert duty.verified_on is None, duty.row
    for rule in rule_book().rules:
        assert not rule.must.endswith("."), rule.id
        assert rule.title[0].isupper(), rule.id
