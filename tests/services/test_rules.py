"""Rule packs: the shipped ones are whole, and a wrong one is refused with its place."""

from __future__ import annotations

import pytest

from advocate_desktop.services.rules import RulePackError, read_pack, rule_book

PROMISED = [
    "ca.grievance.file_by",
    "ca.grievance.acknowledge",
    "ca.grievance.resolve",
    "ca.expedited.resolve",
    "ca.dmhc.wait",
    "ca.dmhc.file_by",
    "ca.dmhc.acknowledge",
    "ca.dmhc.decide",
    "ca.imr.wait",
    "ca.imr.apply_by",
    "ca.imr.apply_by_silence",
    "ca.imr.accept",
    "ca.imr.plan_documents",
    "ca.imr.decide",
    "ca.imr.implement",
    "medi_cal.appeal.file_by",
    "medi_cal.hearing.request_by",
    "medicare.reconsideration.file_by",
    "medicare.grievance.file_by",
    "erisa.appeal.file_by",
    "federal.external_review.request_by",
]

GOOD = """track = "sample"
programs = ["medi_cal"]

[[rule]]
id = "sample.answer"
row = "PG-04"
title = "The plan answers"
must = "answer"
actor = "plan"
starts = [{ event = "grievance_filed" }]
satisfied_by = [{ event = "decision_received" }]
length = 30
unit = "calendar_days"
citation = "a statute"
confidence = "memory"
"""


def test_every_promised_rule_is_there() -> None:
    assert set(PROMISED) <= set(rule_book().by_id)


def test_every_rule_says_where_it_is_written_and_how_well_it_is_known() -> None:
    for rule in rule_book().rules:
        assert rule.citation, rule.id
        assert rule.law_row, rule.id
        assert rule.verified_on is None, f"{rule.id}: only a person may verify a rule"
        assert rule.quote or rule.source, rule.id
        assert rule.version, rule.id


def test_a_good_pack_is_read() -> None:
    ((rule,), _) = read_pack(GOOD.encode(), "sample.toml")
    assert (rule.id, rule.length, rule.track) == ("sample.answer", 30, "sample")


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (('length = 30', 'length = 30\nsurprise = 1'), "line 4", "surprise"),
        (('"calendar_days"', '"fortnights"'), "line 4", "fortnights"),
        (('"grievance_filed"', '"grievance_filled"'), "line 4", "grievance_filled"),
        (("length = 30", "length = -1"), "line 4", ">= 0"),
        (('"plan"', '"nobody"'), "line 4", "nobody"),
        (('"decision_received"', '"grievance_filed"'), "line 4", "loop"),
        (('event = "decision_received"', 'event = "decision_received", outcomes = ["upheld"]'),
         "line 4", "outcome"),
        (('unit = "calendar_days"', 'unit = "calendar_days"\nanchor = "silence"'),
         "line 4", "silence"),
        (('citation = "a statute"', 'citation = '), "line 14", "Invalid value"),
        (('"medi_cal"', '"medi_call"'), "line 1", "medi_call"),
    ],
)  # fmt: skip
def test_a_wrong_pack_is_refused_with_file_and_line(
    change: tuple[str, str], place: str, word: str
) -> None:
    with pytest.raises(RulePackError) as refused:
        read_pack(GOOD.replace(*change).encode(), "sample.toml")
    assert str(refused.value).startswith("sample.toml")
    assert place in str(refused.value)
    assert word in str(refused.value)


def test_the_same_rule_twice_for_the_same_dates_is_refused() -> None:
    twice = GOOD + GOOD[GOOD.index("[[rule]]") :]
    with pytest.raises(RulePackError, match=r"the rule at line 16: sample\.answer is given twice"):
        read_pack(twice.encode(), "sample.toml")


def test_the_same_rule_in_two_periods_is_two_versions() -> None:
    older = GOOD + "until = 2024-12-31\n"
    newer = GOOD[GOOD.index("[[rule]]") :] + "from = 2025-01-01\n"
    versions, _ = read_pack((older + newer).encode(), "sample.toml")
    assert [v.valid_until is None for v in versions] == [False, True]
