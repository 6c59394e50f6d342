"""The words of the history: what each kind of row and each of its fields is called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import in_words, parse_moment


class About(StrEnum):
    """What a change is about, to choose by."""

    FACTS = "facts"
    EVENTS = "events"
    CALLS = "calls"
    DOCUMENTS = "documents"
    PAPERS = "papers"
    """Letters, packets, consents, and what was sent."""
    OTHER = "other"


NOUNS: Mapping[str, str] = {
    "clients": "Client",
    "coverages": "Coverage",
    "cases": "Case",
    "authorizations": "Authorization",
    "providers": "Provider",
    "events": "Event",
    "communications": "Communication",
    "documents": "Document",
    "deadline_marks": "Mark on a deadline",
    "own_dates": "Own date",
    "document_links": "Link between documents",
    "consents": "Consent",
    "disclosures": "Disclosure",
    "drafts": "Draft",
    "letter_templates": "Own template",
    "packet_plans": "Packet plan",
    "packet_exhibits": "Exhibit",
    "sent_items": "Sent filing",
    "settings": "Setting",
}
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "clients": ("given_name", "family_name"),
    "coverages": ("plan",),
    "cases": ("title",),
    "authorizations": ("name",),
    "providers": ("name",),
    "events": ("kind", "at"),
    "communications": ("channel", "at"),
    "documents": ("file",),
    "deadline_marks": ("rule", "started_on"),
    "own_dates": ("title", "at"),
    "document_links": ("kind",),
    "consents": ("kind", "name"),
    "disclosures": ("recipient", "at"),
    "drafts": ("title",),
    "letter_templates": ("title",),
    "packet_plans": ("kind", "title"),
    "packet_exhibits": ("title",),
    "sent_items": ("title", "sent_at"),
    "settings": ("id",),
}
ABOUT: Mapping[str, About] = {
    "clients": About.FACTS,
    "coverages": About.FACTS,
    "cases": About.FACTS,
    "authorizations": About.FACTS,
    "providers": About.FACTS,
    "events": About.EVENTS,
    "own_dates": About.EVENTS,
    "deadline_marks": About.EVENTS,
    "communications": About.CALLS,
    "documents": About.DOCUMENTS,
    "document_links": About.DOCUMENTS,
    "consents": About.PAPERS,
    "disclosures": About.PAPERS,
    "drafts": About.PAPERS,
    "letter_templates": About.PAPERS,
    "packet_plans": About.PAPERS,
    "packet_exhibits": About.PAPERS,
    "sent_items": About.PAPERS,
    "settings": About.OTHER,
}
UNSAID = frozenset({"id", "case_id", "client_id", "coverage_id", "content_hash", "attached_at"})
"""Columns that say nothing to a person."""

RETURNABLE = frozenset(
    {
        "clients",
        "coverages",
        "cases",
        "authorizations",
        "providers",
        "events",
        "communications",
        "documents",
        "own_dates",
    }
)
"""Rows whose fields can be given an earlier value one by one; the others belong together."""
_FIXED = UNSAID | frozenset(
    {"file", "size", "pages", "text_characters", "media_type", "position", "trashed_at"}
)

_CODES = frozenset(
    {"kind", "channel", "issue", "denial_reason", "outcome", "method", "program", "subject"}
)
_MOMENTS = frozenset(
    {"at", "date", "date_of_birth", "signed_on", "expires_on", "revoked_on", "promised_by"}
)
_TICKS = frozenset({"serious_jeopardy", "in_network", "kind_confirmed", "left_out"})
_FIELDS: Mapping[str, str] = {
    "at": "when",
    "document_id": "document that proves it",
    "sender": "from",
    "recipient": "to",
    "kind_confirmed": "kind confirmed",
    "description": "what happened",
    "desired_resolution": "what is wanted",
    "treatment": "care or drug",
    "denial_reason": "the plan’s reason",
    "issue": "what it is about",
    "subject": "what is in dispute",
    "location": "where it happened",
    "plan_reference": "plan’s reference number",
    "serious_jeopardy": "waiting could badly harm health",
    "postal_code": "ZIP code",
    "program": "kind of coverage",
    "grievance_address": "address for grievances",
    "grievance_fax": "fax for grievances",
    "promised_by": "promised by when",
}


def field_words(column: str) -> str:
    """Return what a field is called in a sentence."""
    return _FIELDS.get(column, column.replace("_", " "))


def shown(column: str, value: str | int | None) -> str:
    """Return a stored value as a person reads it; empty for nothing."""
    if value is None or value == "":
        return ""
    if column in _TICKS:
        return "yes" if value else "no"
    if column in _MOMENTS:
        return _moment(str(value))
    return str(value).replace("_", " ") if column in _CODES else str(value)


def can_return(table: str, column: str) -> bool:
    """Whether a field can be given an earlier value by itself."""
    return table in RETURNABLE and column not in _FIXED and not column.endswith("_id")


def _moment(stored: str) -> str:
    try:
        return in_words(parse_moment(stored))
    except (Invalid, ValueError):
        return stored
