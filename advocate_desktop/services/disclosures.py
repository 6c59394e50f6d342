"""The record of disclosures: what was given to whom, entered by hand or noted by an export.

note(unit, client, recipient, what, …)   for whatever hands a client's papers to somebody
"""

from __future__ import annotations

from datetime import datetime

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.disclosures import Disclosure, DisclosureId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import Moment, order_key
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import disclosures as rows


def note(
    unit: Unit,
    client: ClientId,
    recipient: str,
    what: str,
    *,
    purpose: str = "",
    method: str = "",
    case: CaseId | None = None,
    at: Moment | None = None,
    sent_item: str | None = None,
) -> DisclosureId:
    """Note that something of a client was given to somebody.

    Args:
        unit: the transaction of what gave it away, so that both are kept or neither.
        client: raises `NotFound` when there is none.
        recipient: who got it; raises `Invalid` when empty.
        what: which papers or facts; raises `Invalid` when empty.
        purpose: what for.
        method: how it went, in words.
        case: the case it is about, if one.
        at: when; None for now.
        sent_item: the id of the filing as it was sent.
    """
    if not recipient.strip() or not what.strip():
        raise Invalid("Say who got it and what it was. Nothing was noted.")
    when = at or datetime.fromisoformat(unit.at)
    key = DisclosureId(new_id())
    made = Disclosure(key, client, when, recipient.strip(), what.strip(), purpose, method, case)
    rows.insert(unit, made, sent_item)
    return key


def remove(unit: Unit, disclosure_id: DisclosureId) -> None:
    """Take an entry out of the record; raise `NotFound` when it is gone."""
    rows.delete(unit, disclosure_id)


def disclosures(workspace: Workspace, client: ClientId) -> tuple[Disclosure, ...]:
    """Return what was disclosed of a client, the last first."""
    found = workspace.read(rows.of_client, client)
    return tuple(sorted(found, key=lambda one: order_key(one.at), reverse=True))
