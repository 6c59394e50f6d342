"""Preflight names what is missing, and stops only where a packet would miss its aim."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.packets import PacketKind, plan_packet
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationId,
    AuthorizationKind,
    Provider,
    ProviderId,
)
from advocate_desktop.domain.preflight import preflight
from advocate_desktop.domain.preflight_check import SEND_ANYWAY
from advocate_desktop.domain.routes import options

DENIED = ("denial_received", "2026-01-05", "denial")
FILED = ("grievance_filed", "2026-01-12", "fax", "letter")
DECIDED = ("decision_received", "2026-02-09", "adverse", "decision")
PAPERS = {
    "denial": "denial_letter",
    "letter": "correspondence",
    "fax": "proof_of_sending",
    "decision": "decision_letter",
    "doctor": "provider_letter",
}
Check = Callable[..., dict[str, Finding]]


@pytest.fixture
def whole(record: Callable[..., CaseRecord]) -> Callable[..., CaseRecord]:
    """Build a record that lacks nothing, for any events and changes of the case."""

    def build(*happened, program="dmhc_commercial", **case) -> CaseRecord:
        facts = {
            "denial_reason": "not_medically_necessary",
            "description": "The plan denied an MRI.",
            "desired_resolution": "Approve the MRI.",
            "diagnosis": "Knee pain",
            "treatment": "MRI of the knee",
            **case,
        }
        made = record(*(happened or (DENIED, FILED, DECIDED)), program=program, **facts)
        client = replace(
            made.client,
            date_of_birth=date(1980, 2, 3),
            address=Address("1 Sample Street", "Sample City", "CA", "90000"),
            phone="555-0100",
            email="ana@example.org",
        )
        return replace(
            made,
            client=client,
            coverage=replace(made.coverage, member_id="000012345"),
            providers=(Provider(ProviderId("p"), "Dr. Sample", in_network=True),),
            documents=tuple(document(name, kind) for name, kind in PAPERS.items()),
        )

    return build


def document(name, kind="other", pages=1):
    return Document(DocumentId(name), f"{name}.pdf", DocumentKind(kind), pages=pages)


@pytest.fixture
def check(rules, noon) -> Check:
    """Run preflight as of a day and return the findings by code."""

    def run(case: CaseRecord, kind: str = "imr", as_of: str = "2026-03-02") -> dict[str, Finding]:
        now = noon(as_of)
        plan = plan_packet(case, PacketKind(kind), now.date())
        found = preflight(case, plan, options(case, rules, now), now.date())
        return {finding.code: finding for finding in found}

    return run


def severities(found):
    return {code: finding.severity.value for code, finding in found.items()}


@pytest.mark.parametrize("kind", ["plan", "dmhc", "imr"])
def test_a_record_that_lacks_nothing_gives_no_finding(whole, check, kind):
    assert check(whole(), kind) == {}


def test_what_stops_comes_first(record, check):
    found = list(check(record()).values())
    assert found[0].severity is Severity.STOP
    assert found[-1].severity is Severity.NOTE
    order = [list(Severity).index(f.severity) for f in found]
    assert order == sorted(order)


def test_a_review_without_the_denial_letter_stops_but_can_be_sent(whole, check):
    kept = [d for d in whole().documents if d.id not in ("denial", "decision")]
    case = replace(whole(), documents=tuple(kept))
    found = check(case)["no_denial_letter"]
    assert found.severity is Severity.STOP
    assert SEND_ANYWAY in found.message
    assert check(case, "dmhc")["no_denial_letter"].severity is Severity.WARN


def test_the_plans_decision_letter_can_stand_for_the_denial_letter(whole, check):
    case = replace(whole(), documents=whole().documents[1:])
    assert check(case)["no_denial_letter"].severity is Severity.WARN


def test_for_a_bill_the_explanation_of_benefits_is_the_denial(whole, check):
    case = whole(issue="billing", denial_reason="not_emergency")
    case = replace(case, documents=(document("eob", "eob"), *case.documents[1:]))
    assert "no_denial_letter" not in check(case)


def test_a_denial_letter_that_cannot_be_printed_counts_as_missing_and_is_named(whole, check):
    broken = replace(document("denial", "denial_letter", pages=None), note="It is locked.")
    found = check(replace(whole(), documents=(broken, *whole().documents[1:])))
    assert "cannot be printed" in found["no_denial_letter"].message
    assert "“denial.pdf” is not in the packet. It is locked." in found["document_left_out"].message


def test_no_grievance_stops_the_agencys_packets_only(whole, check):
    case = whole(DENIED)
    assert check(case, "imr")["no_grievance"].severity is Severity.STOP
    assert check(case, "dmhc")["no_grievance"].severity is Severity.STOP
    assert "no_grievance" not in check(case, "plan")


def test_an_experimental_denial_needs_no_grievance_first(whole, check):
    found = check(whole(DENIED, denial_reason="experimental"))
    assert found["no_grievance"].severity is Severity.NOTE


def test_danger_to_health_lets_the_grievance_be_skipped_and_says_to_phone(whole, check):
    found = check(whole(DENIED, serious_jeopardy=True), "dmhc")
    assert found["no_grievance"].severity is Severity.NOTE
    assert "1-888-466-2219" in found["phone_first"].message


def test_a_grievance_without_proof_or_copy_is_said(whole, check):
    kept = [d for d in whole().documents if d.id not in ("letter", "fax")]
    found = check(replace(whole(), documents=tuple(kept)))
    assert severities(found) == {"no_grievance_copy": "warn", "no_proof_of_sending": "warn"}


def test_before_the_thirty_days_are_over_it_stops_and_says_until_when(whole, check):
    found = check(whole(DENIED, FILED), "imr", "2026-02-01")["thirty_days_not_over"]
    assert found.severity is Severity.STOP
    assert "Wed 11 Feb 2026" in found.message
    assert "send it anyway" in found.message


def test_a_review_that_becomes_a_complaint_waits_as_a_complaint_does(whole, check):
    found = check(whole(DENIED, FILED, denial_reason="not_covered"), "imr", "2026-02-01")
    assert found["thirty_days_not_over"].severity is Severity.STOP


def test_a_decision_in_the_members_favor_is_said(whole, check):
    won = ("decision_received", "2026-02-09", "favorable", "decision")
    for kind in ("dmhc", "imr"):
        assert "in your favor" in check(whole(DENIED, FILED, won), kind)["door_closed"].message


def test_silence_after_thirty_days_is_enough(whole, check):
    found = check(whole(DENIED, FILED), "imr", "2026-02-20")
    assert severities(found) == {"no_decision": "note"}


def test_a_decision_without_its_letter_is_said(whole, check):
    kept = tuple(d for d in whole().documents if d.id != "decision")
    assert severities(check(replace(whole(), documents=kept))) == {"decision_missing": "warn"}


def test_beyond_six_months_it_warns_and_names_special_circumstances(whole, check):
    found = check(whole(), "imr", "2026-08-11")["beyond_six_months"]
    assert found.severity is Severity.WARN
    assert "special circumstances" in found.message
    assert "beyond_six_months" not in check(whole(), "imr", "2026-08-07")


@pytest.mark.parametrize("program", ["medicare_advantage", "self_funded", "cdi", "fehb"])
def test_the_wrong_forum_stops_and_names_the_right_one(whole, check, program):
    found = check(whole(program=program), "dmhc")["wrong_forum"]
    assert found.severity is Severity.STOP
    assert any(word in found.message for word in ("reconsider", "appeal", "Insurance"))
    assert "wrong_forum" not in check(whole(program=program), "plan")


def test_a_coverage_dispute_is_no_review_but_is_not_held_back(whole, check):
    case = whole(denial_reason="not_covered")
    assert check(case)["coverage_dispute"].severity is Severity.WARN
    assert "coverage_dispute" not in check(case, "dmhc")


def test_a_billing_dispute_is_no_review(whole, check):
    case = whole(issue="billing")
    case = replace(case, case=replace(case.case, denial_reason=None))
    assert "becomes a complaint" in check(case)["no_medical_decision"].message


def test_a_state_hearing_closes_the_review_and_is_a_note_for_a_complaint(whole, check):
    case = whole(DENIED, FILED, DECIDED, ("state_hearing_held", "2026-02-20"), program="medi_cal")
    assert check(case)["state_hearing_held"].severity is Severity.STOP
    assert check(case, "dmhc")["state_hearing_held"].severity is Severity.NOTE


def test_an_empty_record_names_each_field_of_the_form(record, check):
    found = check(record())
    fields = {
        "date_of_birth_missing", "member_id_missing", "address_missing", "phone_missing",
        "email_missing", "diagnosis_missing", "treatment_missing", "description_missing",
        "resolution_missing", "denial_reason_missing", "providers_missing", "no_exhibits",
    }  # fmt: skip
    assert fields <= set(found)
    assert found["diagnosis_missing"].severity is Severity.STOP


def test_every_finding_that_stops_says_how_to_go_on(record, check):
    empty = replace(record(), authorization=helper(signed_on=None))
    for kind in PacketKind:
        for finding in check(empty, kind).values():
            if finding.severity is Severity.STOP:
                assert "You can" in finding.message, finding


def helper(kind="authorized_assistant", **more):
    return Authorization(AuthorizationId("a"), AuthorizationKind(kind), "Sam Helper", **more)


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ({"signed_on": None}, "authorization_unsigned"),
        (
            {"signed_on": date(2025, 1, 1), "expires_on": date(2026, 1, 1)},
            "authorization_expired",
        ),
    ],
)
def test_a_helper_without_a_paper_in_force_stops_it(whole, check, paper, code):
    case = replace(whole(), authorization=helper(**paper))
    assert severities(check(case)) == {code: "stop"}


def test_a_helper_with_a_paper_in_force_is_no_finding(whole, check):
    case = replace(whole(), authorization=helper(signed_on=date(2026, 1, 2)))
    assert check(case) == {}


def test_a_power_of_attorney_must_be_attached(whole, check):
    case = replace(whole(), authorization=helper("power_of_attorney", signed_on=date(2026, 1, 2)))
    assert severities(check(case)) == {"legal_paper_missing": "warn"}
    attached = (*case.documents, document("poa", "authorization"))
    assert check(replace(case, documents=attached)) == {}


def test_a_minors_parent_needs_no_signature_but_a_minor_needs_a_parent(whole, check):
    child = replace(whole().client, date_of_birth=date(2015, 1, 1), guardian="Pat Example")
    case = replace(whole(), client=child, authorization=helper("parent_or_guardian"))
    assert check(case) == {}
    alone = replace(case, client=replace(child, guardian=None), authorization=None)
    assert severities(check(alone)) == {"guardian_missing": "warn"}


def test_records_of_doctors_outside_the_network_must_come_from_the_member(whole, check):
    outside = Provider(ProviderId("q"), "Dr. Outside", in_network=False)
    case = replace(whole(), providers=(outside,))
    assert "Dr. Outside" in check(case)["outside_records_missing"].message
    with_records = (*case.documents, document("notes", "medical_record"))
    assert check(replace(case, documents=with_records)) == {}


def test_what_is_dated_after_the_packet_is_said(whole, check):
    case = whole(DENIED, FILED, DECIDED, ("closed", "2026-03-05"))
    found = check(case, "dmhc", "2026-03-02")["entry_in_future"]
    assert "Thu 5 Mar 2026" in found.message
    assert "entry_in_future" not in check(case, "dmhc", "2026-03-05")


def test_a_packet_sent_before_is_a_note(whole, check):
    case = whole(DENIED, FILED, DECIDED, ("imr_filed", "2026-02-20"))
    assert check(case)["already_filed"].severity is Severity.NOTE
