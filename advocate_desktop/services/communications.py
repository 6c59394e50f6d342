"""Communications: calls, letters and messages of a case."""

from __future__ import annotations

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import Communication, CommunicationId
from advocate_desktop.services.workspace import Unit
from advocate_desktop.store import cases as rows


def add(unit: Unit, case_id: CaseId, communication: Communication) -> CommunicationId:
    """Record a call, letter or message; raise `NotFound` when the case is gone."""
    rows.insert_communication(unit, case_id, communication)
    return communication.id


def change(unit: Unit, communication: Communication) -> None:
    """Change it; raise `NotFound` when it is gone."""
    rows.update_communication(unit, communication)


def remove(unit: Unit, communication_id: CommunicationId) -> None:
    """Take it out of the record; undo and the history keep it."""
    rows.delete_communication(unit, communication_id)
