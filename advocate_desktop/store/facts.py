"""Facts to rows and back: the values of the domain as the tables hold them."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import RowMapping

from advocate_desktop.domain.cases import Case, CaseId, DenialReason, Issue, Subject
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadline_marks import DeadlineMark, DeadlineMarkId
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId, DocumentKind
from advocate_desktop.domain.events import Appointment, Event, EventId, EventKind, Method, Outcome
from advocate_desktop.domain.moments import Moment, format_moment
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationId,
    AuthorizationKind,
    Client,
    ClientId,
    Provider,
    ProviderId,
)
from advocate_desktop.store.unit import Value

_RENAMED = {"document": "document_id", "case": "case_id"}

Fact = (
    Client
    | Coverage
    | Case
    | Authorization
    | Provider
    | Event
    | Communication
    | Document
    | DeadlineMark
    | OwnDate
)


def to_row(fact: Fact) -> dict[str, Value]:
    """Return the columns that hold a fact; links to its case, client and place are not among them.

    The fields of an address lie in columns of their own; an empty content hash is no link.
    """
    row: dict[str, Value] = {}
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, Address):
            row |= {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
        else:
            row[_RENAMED.get(field.name, field.name)] = _plain(value)
    if isinstance(fact, Document) and not fact.content_hash:
        row["content_hash"] = None
    return row


def _plain(value: object) -> Value:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return format_moment(value)
    assert value is None or isinstance(value, str | int)
    return value


def to_moment(text: str) -> Moment:
    """Read a moment as `format_moment` wrote it."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _to_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def to_client(row: RowMapping) -> Client:
    """Read a row of `clients`."""
    return Client(
        id=ClientId(row["id"]),
        given_name=row["given_name"],
        family_name=row["family_name"],
        date_of_birth=_to_date(row["date_of_birth"]),
        address=_to_address(row),
        phone=row["phone"],
        email=row["email"],
        language=row["language"],
        guardian=row["guardian"],
    )


def to_coverage(row: RowMapping) -> Coverage:
    """Read a row of `coverages`."""
    return Coverage(
        id=CoverageId(row["id"]),
        program=Program(row["program"]),
        **_texts(
            row,
            "plan",
            "member_id",
            "group_number",
            "medical_group",
            "employer",
            "grievance_address",
            "grievance_fax",
        ),
    )


def to_case(row: RowMapping) -> Case:
    """Read a row of `cases`."""
    reason, subject = row["denial_reason"], row["subject"]
    return Case(
        id=CaseId(row["id"]),
        issue=Issue(row["issue"]),
        denial_reason=None if reason is None else DenialReason(reason),
        serious_jeopardy=bool(row["serious_jeopardy"]),
        subject=None if subject is None else Subject(subject),
        **_texts(
            row,
            "title",
            "description",
            "desired_resolution",
            "location",
            "diagnosis",
            "treatment",
            "plan_reference",
        ),
    )


def to_authorization(row: RowMapping) -> Authorization:
    """Read a row of `authorizations`."""
    return Authorization(
        id=AuthorizationId(row["id"]),
        kind=AuthorizationKind(row["kind"]),
        name=row["name"],
        relationship=row["relationship"],
        signed_on=_to_date(row["signed_on"]),
        expires_on=_to_date(row["expires_on"]),
        address=_to_address(row),
        phone=row["phone"],
        email=row["email"],
    )


def to_provider(row: RowMapping) -> Provider:
    """Read a row of `providers`."""
    known = row["in_network"]
    return Provider(
        id=ProviderId(row["id"]),
        name=row["name"],
        role=row["role"],
        phone=row["phone"],
        in_network=None if known is None else bool(known),
    )


def to_event(row: RowMapping) -> Event:
    """Read a row of `events`."""
    document, method = row["document_id"], row["method"]
    outcome, appointment = row["outcome"], row["appointment"]
    return Event(
        id=EventId(row["id"]),
        kind=EventKind(row["kind"]),
        at=to_moment(row["at"]),
        note=row["note"],
        document=None if document is None else DocumentId(document),
        method=None if method is None else Method(method),
        outcome=None if outcome is None else Outcome(outcome),
        appointment=None if appointment is None else Appointment(appointment),
    )


def to_communication(row: RowMapping) -> Communication:
    """Read a row of `communications`."""
    follow_up, promised_by = row["follow_up"], row["promised_by"]
    return Communication(
        id=CommunicationId(row["id"]),
        at=to_moment(row["at"]),
        channel=Channel(row["channel"]),
        direction=Direction(row["direction"]),
        person=row["person"],
        organization=row["organization"],
        reference=row["reference"],
        summary=row["summary"],
        follow_up=None if follow_up is None else to_moment(follow_up),
        department=row["department"],
        promise=row["promise"],
        promised_by=None if promised_by is None else to_moment(promised_by),
    )


def to_document(row: RowMapping) -> Document:
    """Read a row of `documents`."""
    return Document(
        id=DocumentId(row["id"]),
        file=row["file"],
        kind=DocumentKind(row["kind"]),
        title=row["title"],
        date=_to_date(row["date"]),
        content_hash=ContentHash(row["content_hash"] or ""),
        media_type=row["media_type"],
        size=row["size"],
        pages=row["pages"],
        text_characters=row["text_characters"],
        kind_confirmed=bool(row["kind_confirmed"]),
        **_texts(row, "note", "sender", "recipient", "tags", "remarks"),
    )


def to_mark(row: RowMapping) -> DeadlineMark:
    """Read a row of `deadline_marks`."""
    return DeadlineMark(
        id=DeadlineMarkId(row["id"]),
        rule=row["rule"],
        started_on=date.fromisoformat(row["started_on"]),
        handled_on=_to_date(row["handled_on"]),
        new_date=_to_date(row["new_date"]),
        reason=row["reason"],
    )


def to_own_date(row: RowMapping) -> OwnDate:
    """Read a row of `own_dates`."""
    case = row["case_id"]
    return OwnDate(
        id=OwnDateId(row["id"]),
        title=row["title"],
        at=to_moment(row["at"]),
        kind=OwnDateKind(row["kind"]),
        case=None if case is None else CaseId(case),
        note=row["note"],
        recurrence=row["recurrence"],
        done_on=_to_date(row["done_on"]),
    )


def _to_address(row: RowMapping) -> Address:
    return Address(row["street"], row["city"], row["state"], row["postal_code"])


def _texts(row: RowMapping, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
