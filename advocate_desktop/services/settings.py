"""Settings kept in the casebook: the advocate's letterhead, and when it locks by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from advocate_desktop.domain.people import Address
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import settings as rows

_LETTERHEAD = "letterhead."
"""Its name is what the history calls the writer of a change; see `Workspace`."""

_IDLE_MINUTES = "lock.idle_minutes"
USUAL_IDLE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: what stands at the head of letters."""

    name: str = ""
    organization: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    email: str = ""


def letterhead(workspace: Workspace) -> Letterhead:
    """Return the letterhead; empty before it was entered."""
    kept = workspace.read(rows.values, _LETTERHEAD)
    return Letterhead(
        name=kept.get("name", ""),
        organization=kept.get("organization", ""),
        address=Address(
            kept.get("street", ""),
            kept.get("city", ""),
            kept.get("state", "CA"),
            kept.get("postal_code", ""),
        ),
        phone=kept.get("phone", ""),
        email=kept.get("email", ""),
    )


def set_letterhead(unit: Unit, letterhead: Letterhead) -> None:
    """Keep the letterhead; its name is also the one the history gives to later changes."""
    address = letterhead.address
    kept = {
        "name": letterhead.name,
        "organization": letterhead.organization,
        "street": address.street,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
        "phone": letterhead.phone,
        "email": letterhead.email,
    }
    for name, value in kept.items():
        rows.put(unit, _LETTERHEAD + name, value)


def idle_minutes(workspace: Workspace) -> int:
    """Return after how many minutes without a touch the casebook locks; 0 for never."""
    kept = workspace.read(rows.value, _IDLE_MINUTES)
    return int(kept) if kept.isdecimal() and kept.isascii() else USUAL_IDLE_MINUTES


def set_idle_minutes(unit: Unit, minutes: int) -> None:
    """Say after how many minutes without a touch the casebook locks; 0 for never."""
    rows.put(unit, _IDLE_MINUTES, str(minutes))
