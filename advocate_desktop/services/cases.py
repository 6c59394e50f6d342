"""Cases: entering, changing, putting into the trash, and reading one whole."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.people import Authorization, Client, ClientId, Provider
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import cases as rows


def new_id() -> str:
    """Return an id that no other thing has."""
    return uuid4().hex


def create(unit: Unit, record: CaseRecord) -> CaseId:
    """Enter a case with its client, coverage, events, communications and documents.

    A client or coverage whose id is in the casebook already is used as it stands there. Documents
    in the record need their bytes in the casebook by the end of the transaction.
    """
    rows.insert_record(unit, record)
    return record.case.id


def update_client(unit: Unit, client: Client) -> None:
    """Change a client, in all its cases; raise `NotFound` when it is gone."""
    rows.update_client(unit, client)


def update_coverage(unit: Unit, coverage: Coverage) -> None:
    """Change a coverage, in all its cases; raise `NotFound` when it is gone."""
    rows.update_coverage(unit, coverage)


def update_case(unit: Unit, case: Case) -> None:
    """Change a case's own facts; raise `NotFound` when it is gone."""
    rows.update_case(unit, case)


def set_authorization(unit: Unit, case_id: CaseId, authorization: Authorization | None) -> None:
    """Say who acts for the client in a case, or that nobody does."""
    rows.set_authorization(unit, case_id, authorization)


def set_providers(unit: Unit, case_id: CaseId, providers: Sequence[Provider]) -> None:
    """Say who treated the client, in this order; those not named are taken out."""
    rows.set_providers(unit, case_id, providers)


def trash(unit: Unit, case_id: CaseId) -> None:
    """Put a case into the trash."""
    rows.set_trashed(unit, case_id, trashed=True)


def restore(unit: Unit, case_id: CaseId) -> None:
    """Take a case out of the trash."""
    rows.set_trashed(unit, case_id, trashed=False)


def client_of(unit: Unit, case_id: CaseId) -> ClientId:
    """Return whose case it is; raise `NotFound` when it is gone."""
    found = rows.links(unit.connection, case_id)
    if found is None:
        raise NotFound("This case is no longer in the casebook. Nothing was changed.")
    return found[0]


def record(workspace: Workspace, case_id: CaseId) -> CaseRecord:
    """Return a case whole, also from the trash; raise `NotFound` when there is none."""
    found = workspace.read(rows.record, case_id)
    if found is None:
        raise NotFound(
            f"There is no case “{case_id}” in this casebook. The list of cases shows their ids."
        )
    return found


def resolve_id(workspace: Workspace, text: str) -> CaseId:
    """Return the case whose id is, or alone begins with, a text; raise `NotFound` otherwise."""
    text = text.strip()
    found = workspace.read(rows.ids_like, text) if text else ()
    if not found:
        raise NotFound(
            f"There is no case “{text}” in this casebook. The list of cases shows their ids."
        )
    if len(found) > 1 and found[0] != text:
        raise NotFound(f"More than one case has an id that begins with “{text}”. Give more of it.")
    return found[0]
