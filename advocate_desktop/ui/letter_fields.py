"""Where on the case page a fact is entered that a letter lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FactPlace:
    """A form of the case page and its row; without a row, a tab of the page."""

    form: str
    part: str = ""


EVENTS: Final = FactPlace("timeline")
DOCUMENTS: Final = FactPlace("documents")
RECIPIENT: Final = FactPlace("sending", "recipient")
"""To whom the letter itself says it goes."""
LOST: Final = FactPlace("text", "lost")
"""The first reference of the letter that leads nowhere."""
_CLIENT_STREET: Final = FactPlace("client", "address.street")
_HELPER_STREET: Final = FactPlace("helper", "address.street")
_PLACES: Final = {
    "birth_date": FactPlace("client", "date_of_birth"),
    "member_name": FactPlace("client", "given_name"),
    "member_address": _CLIENT_STREET,
    "phone": FactPlace("client", "phone"),
    "plan": FactPlace("plan", "plan"),
    "plan_address": FactPlace("plan", "grievance_address"),
    "member_id": FactPlace("plan", "member_id"),
    "service": FactPlace("story", "treatment"),
    "description": FactPlace("story", "description"),
    "diagnosis": FactPlace("story", "diagnosis"),
    "wanted": FactPlace("wishes", "desired_resolution"),
    "provider_name": FactPlace("providers"),
    "helper_name": FactPlace("helper", "name"),
    "helper_address": _HELPER_STREET,
    "helper_signed": FactPlace("helper", "signed_on"),
    "helper_expires": FactPlace("helper", "expires_on"),
    **dict.fromkeys(
        (
            "denial_date",
            "grievance_date",
            "appeal_date",
            "ruling_date",
            "decision_date",
            "imr_date",
            "cut_date",
            "appointment_date",
            "claim_date",
            "receipt_not_known",
        ),
        EVENTS,
    ),
}
_CODES: Final = {
    "address_missing": _PLACES["plan_address"],
    "address_too_long": RECIPIENT,
    "lost_reference": LOST,
    "missing_provider_address": RECIPIENT,
    "missing_hearing_address": RECIPIENT,
    "missing_recipient": RECIPIENT,
    "doctor_letter_missing": DOCUMENTS,
    "receipt_not_known": EVENTS,
    "authorization_not_in_force": FactPlace("helper", "signed_on"),
    "wrong_coverage": FactPlace("plan", "program"),
    "wrong_agency": FactPlace("plan", "program"),
}


def place_of(code: str) -> FactPlace | None:
    """Return where what a finding of that code is about is entered, or None."""
    return _CODES.get(code) or _PLACES.get(code.removeprefix("missing_"))
