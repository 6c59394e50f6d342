"""Where each finding on a packet is mended, and what the button says that leads there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.findings import Finding


class Place(Enum):
    """Kinds of places where something is mended."""

    DOCUMENT = auto()
    FACT = auto()
    EVENT = auto()
    PAPERS = auto()


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a mend."""

    text: str
    """What the button says."""
    place: Place
    values: tuple[object, ...] = ()
    """Document and page from 1; form and part; or a kind of event, None for the timeline."""


_MENDS: Mapping[str, tuple[str, str, str]] = {
    "description_missing": ("Write it", "story", "description"),
    "resolution_missing": ("Write it", "wishes", "desired_resolution"),
    "denial_reason_missing": ("Say it", "story", "denial_reason"),
    "coverage_dispute": ("Look at the reason", "story", "denial_reason"),
    "address_missing": ("Enter it", "client", "address.street"),
    "phone_missing": ("Enter it", "client", "phone"),
    "email_missing": ("Enter it", "client", "email"),
    "guardian_missing": ("Enter it", "client", "guardian"),
    "providers_missing": ("Enter them", "providers", ""),
    "helper_name_missing": ("Enter it", "helper", "name"),
    "authorization_unsigned": ("Enter when it was signed", "helper", "signed_on"),
    "consent_ended": ("Look at who helps", "helper", ""),
    "consent_ends_soon": ("Look at who helps", "helper", ""),
    "authorization_expired": ("Look at it", "helper", "expires_on"),
    "legal_paper_missing": ("Look at who helps", "helper", ""),
    "forum_unknown": ("Say which coverage", "plan", "program"),
    "wrong_forum": ("Look at the coverage", "plan", "program"),
}
"""For a finding, the words of its button, and the form and the part where it is mended."""

_RECORDS: Mapping[str, str] = {
    "no_grievance": "Record the grievance",
    "decision_missing": "Record the decision",
    "no_decision": "Record the decision",
    "entry_in_future": "Look at the timeline",
    "state_hearing_held": "Look at the timeline",
    "already_filed": "Look at the timeline",
}
"""Findings about what happened."""

_PAPERS: Mapping[str, str] = {
    "no_denial_letter": "Attach it",
    "no_grievance_copy": "Attach it",
    "no_proof_of_sending": "Attach it",
    "doctor_letter_missing": "Attach it",
    "outside_records_missing": "Attach them",
    "no_exhibits": "Attach papers",
    "document_left_out": "Look at the papers",
    "exhibit_locked": "Look at the papers",
}
"""Findings about papers of the case."""

_EVENTS = {
    "no_grievance": EventKind.GRIEVANCE_FILED,
    "decision_missing": EventKind.DECISION_RECEIVED,
    "no_decision": EventKind.DECISION_RECEIVED,
}


def way_of(finding: Finding) -> Way | None:
    """Return the way to where a finding is mended, if there is one place for it."""
    code = finding.code
    if finding.document:
        document = DocumentId(finding.document)
        return Way("Show it", Place.DOCUMENT, (document, max(finding.page, 1)))
    if code in _MENDS:
        text, form, part = _MENDS[code]
        return Way(text, Place.FACT, (form, part))
    if code in _RECORDS:
        return Way(_RECORDS[code], Place.EVENT, (_EVENTS.get(code),))
    return Way(_PAPERS[code], Place.PAPERS) if code in _PAPERS else None
