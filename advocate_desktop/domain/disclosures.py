"""What was disclosed of a client, to whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import Moment
from advocate_desktop.domain.people import ClientId

DisclosureId = NewType("DisclosureId", str)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One handing over of what the casebook says of a client."""

    id: DisclosureId
    client: ClientId
    at: Moment
    recipient: str
    what: str
    purpose: str = ""
    method: str = ""
    case: CaseId | None = None
    """None when it is not about one case."""
