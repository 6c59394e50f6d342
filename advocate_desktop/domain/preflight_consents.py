"""Preflight: whether the consents of the client still let their helper act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.consents import Consent, ConsentState
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.preflight_check import note, stop

_ENDED = {ConsentState.REVOKED: "taken back", ConsentState.EXPIRED: "over"}
_HOLDS = (ConsentState.IN_FORCE, ConsentState.ENDS_SOON)


def consent_findings(
    record: CaseRecord, consents: Sequence[Consent], day: date
) -> Iterator[Finding]:
    """Yield what the ledger says of whoever helps in this case, by the name on both papers.

    A helper of whom the ledger has nothing is passed over: the case's own authorization is checked
    elsewhere.
    """
    helper = record.authorization
    if helper is None or not helper.name.strip():
        return
    theirs = [c for c in consents if c.name.casefold() == helper.name.strip().casefold()]
    states = {consent.state(day) for consent in theirs}
    if states & set(_HOLDS):
        ends = [c.expires_on for c in theirs if c.state(day) is ConsentState.ENDS_SOON]
        for last in ends:
            if last is not None:
                yield note(
                    "consent_ends_soon",
                    f"What lets {helper.name} act ends on {in_words(last)}. Have it signed anew.",
                )
        return
    for consent in theirs:
        how = _ENDED.get(consent.state(day))
        if how is not None:
            yield stop(
                "consent_ended",
                f"The client’s consent for {helper.name} is {how}, so the plan or the agency may "
                "not talk to them.",
            )
            return
