"""Which law applies, fact by fact (law.md section 4, step 0)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.domain.router import CoverageFacts, Hearing, Regulator, route

NO = {"medicare_advantage": False, "medi_cal": False, "fehb": False, "self_funded": False}


@pytest.mark.parametrize(
    ("facts", "program", "applies", "closed"),
    [
        (
            {"medicare_advantage": True},
            "medicare_advantage",
            {"medicare_advantage"},
            {"dmhc_complaint", "imr"},
        ),
        (
            NO | {"self_funded": True},
            "self_funded",
            {"erisa", "federal_external_review"},
            {"dmhc_complaint", "imr"},
        ),
        (NO | {"fehb": True}, "fehb", {"fehb"}, {"imr"}),
        (NO | {"regulator": Regulator.CDI}, "cdi", {"cdi_imr"}, {"dmhc_complaint", "imr"}),
        (
            NO | {"regulator": Regulator.DMHC},
            "dmhc_commercial",
            {"plan_grievance", "dmhc_complaint", "imr"},
            set(),
        ),
        (
            {"medicare_advantage": False, "medi_cal": True, "knox_keene": False},
            "medi_cal",
            {"medi_cal"},
            {"dmhc_complaint", "imr"},
        ),
        (
            {"medicare_advantage": False, "medi_cal": True, "knox_keene": True},
            "medi_cal",
            {"medi_cal", "plan_grievance", "dmhc_complaint", "imr"},
            set(),
        ),
        (
            {
                "medicare_advantage": False,
                "medi_cal": True,
                "knox_keene": True,
                "hearing": Hearing.HELD,
            },
            "medi_cal",
            {"medi_cal", "plan_grievance", "dmhc_complaint"},
            {"imr"},
        ),
    ],
)
def test_the_facts_lead_to_their_tracks(
    facts: dict[str, object], program: str, applies: set[str], closed: set[str]
) -> None:
    found = route(CoverageFacts(**facts))  # type: ignore[arg-type]
    assert found.program == program
    assert {t.track for t in found.tracks if t.applies} == applies
    assert {t.track for t in found.tracks if not t.applies} == closed
    assert found.question == ""
    assert all(t.reason and t.citation for t in found.tracks)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "Medicare"),
        ({"medicare_advantage": False}, "Medi-Cal"),
        ({"medicare_advantage": False, "medi_cal": False}, "federal employees"),
        ({"medicare_advantage": False, "medi_cal": False, "fehb": False}, "employer"),
        (NO, "DMHC"),
        ({"medicare_advantage": False, "medi_cal": True}, "licensed"),
    ],
)
def test_a_missing_fact_becomes_the_question(facts: dict[str, object], word: str) -> None:
    found = route(CoverageFacts(**facts))  # type: ignore[arg-type]
    assert word in found.question


def test_a_hearing_only_asked_for_keeps_the_review_with_its_doubt() -> None:
    facts = CoverageFacts(False, True, knox_keene=True, hearing=Hearing.REQUESTED)
    review = next(t for t in route(facts).tracks if t.track == "imr")
    assert review.applies
    assert review.confidence == "secondary"
    assert "differ" in review.reason


maybe = st.sampled_from([None, True, False])


@given(
    st.builds(
        CoverageFacts,
        maybe,
        maybe,
        maybe,
        maybe,
        st.sampled_from([None, *Regulator]),
        maybe,
        st.sampled_from(Hearing),
    )
)
def test_every_set_of_facts_ends_in_a_program_or_a_question(facts: CoverageFacts) -> None:
    found = route(facts)
    assert found.program is not None or found.question
