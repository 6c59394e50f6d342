"""What tests of every layer share: a fixed clock, real casebooks, and fictional records.

`clock`, `workspace`, `encrypted_workspace` and `sample_record` are ready to use. `new_record`
builds a record with ids of its own from whatever parts a test cares for, `new_event` an event, and
`enter` puts a record into a workspace.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.events import Appointment, Event, EventId, EventKind, Method, Outcome
from advocate_desktop.domain.moments import PACIFIC, parse_moment
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationId,
    Client,
    ClientId,
    Provider,
    ProviderId,
)
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Clock, Workspace

PASSPHRASE = "correct horse battery staple"
NOON = datetime(2026, 2, 10, 12, 0, tzinfo=PACIFIC)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at noon, Pacific time, on 10 February 2026."""
    return lambda: NOON


@pytest.fixture
def passphrase() -> str:
    """Return the passphrase of `encrypted_workspace`."""
    return PASSPHRASE


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Open a new casebook that is not encrypted, as Ada Advocate."""
    opened = Workspace.create(tmp_path / "plain.casebook", None, clock=clock, who="Ada Advocate")
    yield opened
    opened.close()


@pytest.fixture
def encrypted_workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Open a new encrypted casebook, as Ada Advocate."""
    path = tmp_path / "sealed.casebook"
    opened = Workspace.create(path, PASSPHRASE, clock=clock, who="Ada Advocate")
    yield opened
    opened.close()


@pytest.fixture
def new_event() -> Callable[..., Event]:
    """Build an event from a kind, a time as ISO text, and any other fields; codes as text."""
    numbers = itertools.count(1)
    codes = {"outcome": Outcome, "method": Method, "appointment": Appointment}

    def build(kind: str, at: str, **fields: Any) -> Event:
        event_id = fields.pop("id", EventId(f"event-{next(numbers)}"))
        values = {k: codes[k](v) if k in codes and v else v for k, v in fields.items()}
        return Event(event_id, EventKind(kind), parse_moment(at), **values)

    return build


@pytest.fixture
def new_record() -> Callable[..., CaseRecord]:
    """Build a small record with ids of its own; keyword arguments replace parts of it."""
    numbers = itertools.count(1)

    def build(**parts: Any) -> CaseRecord:
        number = next(numbers)
        record = CaseRecord(
            client=Client(ClientId(f"client-{number}"), "Ana", f"Example {number}"),
            coverage=Coverage(CoverageId(f"coverage-{number}"), "Sample Health Plan"),
            case=Case(CaseId(f"case-{number}"), f"Dispute {number}"),
        )
        return replace(record, **parts)

    return build


@pytest.fixture
def enter() -> Callable[[Workspace, CaseRecord], CaseId]:
    """Enter a record into a workspace and return the id of its case."""
    return lambda workspace, record: workspace.run("Case created", cases.create, record)


@pytest.fixture
def sample_record() -> CaseRecord:
    """Return a fictional case with every part filled in; its documents have no bytes."""
    return build_sample_record()


def build_sample_record() -> CaseRecord:
    """Build what `sample_record` gives."""
    home = Address("12 Sample Street\nApt 3", "Exampleville", "CA", "95814")
    denial = DocumentId("document-denial")
    return CaseRecord(
        client=Client(
            ClientId("client-ana"),
            "Ana María",
            "Muñoz Example",
            date(1970, 1, 31),
            home,
            "(555) 010-0001",
            "ana@example.org",
            "es",
        ),
        coverage=Coverage(
            CoverageId("coverage-ana"),
            "Sample Health Plan, Inc.",
            Program.DMHC_COMMERCIAL,
            "SHP-0001-77",
            "G-204",
            "Sample Medical Group",
            "Example Bakery",
            "Sample Health Plan, Grievances\n1 Sample Plaza\nExampleville, CA 95814",
            "(555) 010-0100",
        ),
        case=Case(
            CaseId("case-ana"),
            "MRI of the lumbar spine denied",
            Issue.DENIAL,
            DenialReason.NOT_MEDICALLY_NECESSARY,
            serious_jeopardy=False,
            description="The plan denied an MRI that Dr. Tran ordered after six weeks of therapy.",
            desired_resolution="Approve the MRI of the lumbar spine.",
            location="Sample Imaging Center",
            diagnosis="Lumbar radiculopathy",
            treatment="MRI of the lumbar spine without contrast",
            plan_reference="REF-2025-1204",
        ),
        authorization=Authorization(
            AuthorizationId("authorization-ana"),
            name="Ada Advocate",
            relationship="Patient advocate",
            signed_on=date(2026, 1, 2),
            expires_on=date(2027, 1, 2),
            address=Address("9 Helper Lane", "Exampleville", "CA", "95814"),
            phone="(555) 010-0009",
            email="ada@example.org",
        ),
        providers=(
            Provider(ProviderId("provider-1"), "Dr. Linh Trần", "orders", "(555) 010-0002", True),
            Provider(ProviderId("provider-2"), "Sample Imaging Center", "facility"),
        ),
        events=(
            Event(EventId("event-a"), EventKind.INCIDENT, date(2025, 12, 15), "MRI ordered."),
            Event(
                EventId("event-b"),
                EventKind.DENIAL_RECEIVED,
                date(2026, 1, 5),
                "Denial letter came by mail.",
                denial,
                Method.MAIL,
            ),
            Event(
                EventId("event-c"),
                EventKind.GRIEVANCE_FILED,
                parse_moment("2026-01-08T16:40-08:00"),
                "Grievance faxed.",
                method=Method.FAX,
            ),
        ),
        communications=(
            Communication(
                CommunicationId("call-a"),
                parse_moment("2026-01-06T10:15-08:00"),
                Channel.PHONE,
                Direction.OUT,
                "Marisol",
                "Sample Health Plan",
                "CALL-5512",
                "Asked where grievances go; she gave the fax number.",
                date(2026, 1, 20),
            ),
            Communication(
                CommunicationId("letter-a"), date(2026, 1, 22), Channel.LETTER, Direction.IN
            ),
        ),
        documents=(
            Document(
                denial, "denial.pdf", DocumentKind.DENIAL_LETTER, "Denial of MRI", date(2026, 1, 2)
            ),
            Document(DocumentId("document-bill"), "bill.pdf", DocumentKind.BILL),
        ),
    )
