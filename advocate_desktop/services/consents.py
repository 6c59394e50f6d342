"""The ledger of a client's consents: enter, change, revoke, take out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.consents import Consent, ConsentId, ConsentState
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services import bundle_contents, cases
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import consents as rows


def add(unit: Unit, consent: Consent) -> ConsentId:
    """Enter a consent; raise `Invalid` for what cannot be, `NotFound` without its client."""
    made = _checked(replace(consent, id=ConsentId(cases.new_id())))
    rows.insert(unit, made)
    return made.id


def change(unit: Unit, consent: Consent) -> None:
    """Write a consent as it is now; raise as `add`, and `NotFound` when it is gone."""
    rows.update(unit, _checked(consent))


def revoke(unit: Unit, consent: Consent, day: date) -> None:
    """Say that a consent was taken back on a day; the paper stays on record."""
    rows.update(unit, _checked(replace(consent, revoked_on=day)))


def remove(unit: Unit, consent_id: ConsentId) -> None:
    """Take a consent out; undo brings it back. Raises `NotFound` when it is gone."""
    rows.delete(unit, consent_id)


def of_client(workspace: Workspace, client_id: ClientId) -> tuple[Consent, ...]:
    """Return a client's consents, those signed last first."""
    found = workspace.read(rows.of_client, client_id)
    return tuple(sorted(found, key=lambda one: one.signed_on or date.max, reverse=True))


def of_case(workspace: Workspace, case_id: CaseId) -> tuple[Consent, ...]:
    """Return the consents of a case's client."""
    return workspace.read(rows.of_case, case_id)


def ending(workspace: Workspace) -> tuple[Consent, ...]:
    """Return the consents of all clients that end soon, those that end first first."""
    today = day_of(workspace.now())
    soon = (c for c in workspace.read(rows.every) if c.state(today) is ConsentState.ENDS_SOON)
    return tuple(sorted(soon, key=lambda one: one.expires_on or date.max))


def papers_of(workspace: Workspace, client_id: ClientId) -> tuple[Document, ...]:
    """Return the documents of all a client's cases, any of which may be the scan of a consent."""
    ids = bundle_contents.of_client(workspace, client_id)
    return tuple(d for case_id in ids for d in cases.record(workspace, case_id).documents)


def case_of_scan(workspace: Workspace, client_id: ClientId, document: DocumentId) -> CaseId | None:
    """Return the case that holds the scan of a consent, or None when it is gone."""
    for case_id in bundle_contents.of_client(workspace, client_id):
        if cases.record(workspace, case_id).document(document) is not None:
            return case_id
    return None


def _checked(consent: Consent) -> Consent:
    if not consent.name.strip():
        raise Invalid("Say whom it lets act or receive. Nothing was changed.")
    for later, what in ((consent.expires_on, "end"), (consent.revoked_on, "be taken back")):
        if later is not None and consent.signed_on is not None and later < consent.signed_on:
            raise Invalid(f"It cannot {what} before it was signed. Nothing was changed.")
    return replace(consent, name=consent.name.strip())
