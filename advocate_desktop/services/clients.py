"""Clients: entering one without a case yet, changing, the trash, and reading one."""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import cases as rows


def create(unit: Unit, client: Client) -> ClientId:
    """Enter a client who has no case yet, under a new id; raise `Invalid` without a name."""
    _check_named(client)
    made = replace(client, id=ClientId(new_id()))
    rows.insert_client(unit, made)
    return made.id


def update(unit: Unit, client: Client) -> None:
    """Change a client, in all cases; raise `NotFound` when gone, `Invalid` without a name."""
    _check_named(client)
    rows.update_client(unit, client)


def trash(unit: Unit, client_id: ClientId) -> None:
    """Put a client into the trash with every case; raise `NotFound` when there is none."""
    rows.trash_client(unit, client_id)


def restore(unit: Unit, client_id: ClientId) -> None:
    """Take a client out of the trash with the cases that went there with it."""
    rows.restore_client(unit, client_id)


def client(workspace: Workspace, client_id: ClientId) -> Client:
    """Return a client, also from the trash; raise `NotFound` when there is none."""
    found = workspace.read(rows.client, client_id)
    if found is None:
        raise NotFound("This client is no longer in the casebook. Look whether they were erased.")
    return found


def _check_named(client: Client) -> None:
    if not client.name:
        raise Invalid("Write the client’s name, so that you find them again.")
