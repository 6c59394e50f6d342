"""The ledger of consents, and what packets say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.domain.consents import SOON, Consent, ConsentId, ConsentKind, ConsentState
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.people import Authorization, AuthorizationId, ClientId
from advocate_desktop.services import cases, consents, packets
from advocate_desktop.services.packets import PacketKind

DAY = date(2026, 2, 10)


def consent(client: str, **facts) -> Consent:
    return Consent(ConsentId(""), ClientId(client), ConsentKind.RELEASE, "Lucía Álvarez", **facts)


@pytest.fixture
def case_id(workspace, enter, sample_record):
    helper = Authorization(AuthorizationId("helper"), name="Lucía Álvarez", signed_on=DAY)
    return enter(workspace, replace(sample_record, authorization=helper))


@pytest.fixture
def client(workspace, case_id):
    return cases.record(workspace, case_id).client.id


def codes(workspace, case_id):
    return {f.code for f in packets.preflight(workspace, case_id, PacketKind.DMHC)}


@given(st.dates(), st.dates(), st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.dates()))
def test_a_consent_holds_from_its_signing_to_its_last_day(day, signed, ends, revoked):
    state = consent("c", signed_on=signed, expires_on=ends, revoked_on=revoked).state(day)
    holds = signed <= day and (ends is None or day <= ends) and not (revoked and revoked <= day)
    assert (state in (ConsentState.IN_FORCE, ConsentState.ENDS_SOON)) is holds


def test_its_end_is_said_thirty_days_before():
    ends = DAY + timedelta(days=SOON)
    made = consent("c", signed_on=DAY - timedelta(days=300), expires_on=ends)
    assert made.state(DAY) is ConsentState.ENDS_SOON
    assert made.state(DAY - timedelta(days=1)) is ConsentState.IN_FORCE
    assert made.state(ends) is ConsentState.ENDS_SOON
    assert made.state(ends + timedelta(days=1)) is ConsentState.EXPIRED


def test_a_consent_is_entered_changed_and_undone(workspace, case_id, client):
    key = workspace.run("Consent entered", consents.add, consent(client, signed_on=DAY))
    (kept,) = consents.of_client(workspace, client)
    assert (kept.id, kept.signed_on) == (key, DAY)
    workspace.run("Consent taken back", consents.revoke, kept, DAY)
    assert consents.of_client(workspace, client)[0].state(DAY) is ConsentState.REVOKED
    assert workspace.undo() == "Consent taken back"
    workspace.run("Consent taken out", consents.remove, key)
    assert consents.of_client(workspace, client) == ()
    with pytest.raises(NotFound):
        workspace.run("Consent changed", consents.change, kept)


def test_what_cannot_be_is_refused(workspace, case_id, client):
    wrong = (
        consent(client, signed_on=DAY, expires_on=DAY - timedelta(days=1)),
        consent(client, signed_on=DAY, revoked_on=DAY - timedelta(days=1)),
        replace(consent(client), name=" "),
    )
    for one in wrong:
        with pytest.raises(Invalid):
            workspace.run("Consent entered", consents.add, one)
    with pytest.raises(NotFound):
        workspace.run("Consent entered", consents.add, consent("nobody"))


def test_a_packet_says_when_the_helpers_consent_is_over(workspace, case_id, client):
    assert not {"consent_ended", "consent_ends_soon"} & codes(workspace, case_id)
    old = consent(client, signed_on=date(2024, 1, 2), expires_on=date(2025, 1, 2))
    workspace.run("Consent entered", consents.add, old)
    assert "consent_ended" in codes(workspace, case_id)
    anew = consent(client, signed_on=DAY, expires_on=DAY + timedelta(days=5))
    workspace.run("Consent entered", consents.add, anew)
    assert "consent_ended" not in codes(workspace, case_id)
    assert "consent_ends_soon" in codes(workspace, case_id)
