"""Reads `case.json` version 1 into a case's record; every refusal names its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timezone
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from uuid import uuid4

import msgspec
from msgspec import UnsetType

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadline_marks import DeadlineMark, DeadlineMarkId
from advocate_desktop.domain.documents import (
    Document,
    DocumentId,
    DocumentKind,
    DocumentLink,
    DocumentLinkId,
    LinkKind,
)
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import (
    OUTCOMES,
    Appointment,
    Event,
    EventId,
    EventKind,
    Method,
    Outcome,
)
from advocate_desktop.domain.moments import PACIFIC, Moment, parse_date, parse_moment
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
from advocate_desktop.services import case_json_entries as entries
from advocate_desktop.services.json_errors import (
    not_json,
    refuse_doubtful_text,
    shown,
    wrong_value,
)

MOST_BYTES = 20 * 1024 * 1024
"""More than any case's facts need; a larger file is something else."""

_LONGEST_NAME = 255
_LONGEST_MOMENT = 40
_LISTED = 16

NewId = Callable[[], str]
Code = TypeVar("Code", bound=StrEnum)


def parse_case(data: bytes, new_id: NewId = lambda: uuid4().hex) -> CaseRecord:
    """Read a case file; its documents have names and dates, and no bytes yet.

    Raises:
        Invalid: one sentence that begins with the path, such as `$.events[2].at: …`.
    """
    file = _file(data)
    documents = _documents(file.documents, new_id)
    by_name = {d.file: d.id for d in documents}
    return CaseRecord(
        client=_client(file.client, new_id),
        coverage=_coverage(file.coverage, new_id),
        case=_case(file.case, new_id),
        authorization=_authorization(file.authorization, new_id),
        providers=tuple(
            Provider(ProviderId(new_id()), p.name, p.role, p.phone, p.in_network)
            for p in file.case.providers
        ),
        events=_events(file.events, by_name, new_id),
        communications=_communications(file.communications, new_id),
        documents=documents,
        marks=_marks(file.deadline_marks or (), new_id),
        links=_links(file.documents, by_name, new_id),
    )


def _file(data: bytes) -> entries.CaseFileEntry:
    if len(data) > MOST_BYTES:
        raise Invalid("The file is too large to be a case file; nothing was read from it.")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Invalid("The file begins with a byte order mark; save it as UTF-8 without one.")
    try:
        data.decode("utf-8")
        _check_header(msgspec.json.decode(data, type=entries.Header))
        file = msgspec.json.decode(data, type=entries.CaseFileEntry)
    except UnicodeDecodeError as error:
        raise Invalid(f"The file is not UTF-8 text at byte {error.start + 1}.") from None
    except msgspec.ValidationError as error:
        raise wrong_value(error) from None
    except msgspec.DecodeError as error:
        raise not_json(error, data) from None
    except RecursionError:
        raise Invalid("The file is nested too deeply to be a case file.") from None
    refuse_doubtful_text(data)
    return file


def _check_header(header: entries.Header) -> None:
    if header.format != entries.FORMAT:
        raise Invalid(f"$.format: this is not a case file, which says “{entries.FORMAT}” here")
    version = header.version
    if type(version) is not int:
        raise Invalid("$.version: expected the whole number 1")
    if version > entries.VERSION:
        raise Invalid(
            f"$.version: this file is of version {version}, and this program reads version "
            f"{entries.VERSION}; a newer Advocate Desktop wrote it"
        )
    if version != entries.VERSION:
        raise Invalid(f"$.version: there is no version {version}; version 1 is the first")


def _address(entry: entries.AddressEntry) -> Address:
    return Address(entry.street, entry.city, entry.state, entry.postal_code)


def _client(entry: entries.ClientEntry, new_id: NewId) -> Client:
    return Client(
        id=ClientId(new_id()),
        given_name=entry.given_name,
        family_name=entry.family_name,
        date_of_birth=_date(entry.date_of_birth, "$.client.date_of_birth"),
        address=_address(entry.address),
        phone=entry.phone,
        email=entry.email,
        language=entry.language,
        guardian=entry.guardian,
    )


def _coverage(entry: entries.CoverageEntry, new_id: NewId) -> Coverage:
    return Coverage(
        id=CoverageId(new_id()),
        plan=entry.plan,
        program=_code(Program, entry.program, "$.coverage.program"),
        member_id=entry.member_id,
        group_number=entry.group_number,
        medical_group=entry.medical_group,
        employer=entry.employer,
        grievance_address=entry.grievance_address or "",
        grievance_fax=entry.grievance_fax or "",
    )


def _authorization(entry: entries.AuthorizationEntry | None, new_id: NewId) -> Authorization | None:
    if entry is None:
        return None
    return Authorization(
        id=AuthorizationId(new_id()),
        kind=_code(AuthorizationKind, entry.kind, "$.authorization.kind"),
        name=entry.name,
        relationship=entry.relationship,
        signed_on=_date(entry.signed_on, "$.authorization.signed_on"),
        expires_on=_date(entry.expires_on, "$.authorization.expires_on"),
        address=_address(entry.address) if entry.address else Address(),
        phone=entry.phone or "",
        email=entry.email or "",
    )


def _case(entry: entries.CaseEntry, new_id: NewId) -> Case:
    return Case(
        id=CaseId(new_id()),
        title=entry.title,
        issue=_code(Issue, entry.issue, "$.case.issue"),
        denial_reason=_known(DenialReason, entry.denial_reason, "$.case.denial_reason"),
        serious_jeopardy=entry.serious_jeopardy,
        description=entry.description,
        desired_resolution=entry.desired_resolution,
        location=entry.location,
        diagnosis=entry.diagnosis,
        treatment=entry.treatment,
        plan_reference=entry.plan_reference,
        subject=_known(Subject, entry.subject, "$.case.subject"),
    )


def _events(
    listed: tuple[entries.EventEntry, ...], by_name: Mapping[str, DocumentId], new_id: NewId
) -> tuple[Event, ...]:
    events = []
    for index, entry in enumerate(listed):
        path = f"$.events[{index}]"
        kind = _code(EventKind, entry.kind, f"{path}.kind")
        events.append(
            Event(
                id=EventId(new_id()),
                kind=kind,
                at=_moment(entry.at, f"{path}.at"),
                note=entry.note,
                document=_document_id(entry.document, by_name, f"{path}.document"),
                method=_known(Method, entry.method, f"{path}.method"),
                outcome=_outcome(kind, entry.outcome, f"{path}.outcome"),
                appointment=_known(Appointment, entry.appointment, f"{path}.appointment"),
            )
        )
    return tuple(events)


def _communications(
    listed: tuple[entries.CommunicationEntry, ...], new_id: NewId
) -> tuple[Communication, ...]:
    communications = []
    for index, entry in enumerate(listed):
        path = f"$.communications[{index}]"
        follow_up = entry.follow_up
        promised_by = entry.promised_by if isinstance(entry.promised_by, str) else None
        communications.append(
            Communication(
                id=CommunicationId(new_id()),
                at=_moment(entry.at, f"{path}.at"),
                channel=_code(Channel, entry.channel, f"{path}.channel"),
                direction=_code(Direction, entry.direction, f"{path}.direction"),
                person=entry.person,
                organization=entry.organization,
                reference=entry.reference,
                summary=entry.summary,
                follow_up=None if follow_up is None else _moment(follow_up, f"{path}.follow_up"),
                department=entry.department or "",
                promise=entry.promise or "",
                promised_by=(
                    None if promised_by is None else _moment(promised_by, f"{path}.promised_by")
                ),
            )
        )
    return tuple(communications)


def _documents(listed: tuple[entries.DocumentEntry, ...], new_id: NewId) -> tuple[Document, ...]:
    documents: dict[str, Document] = {}
    for index, entry in enumerate(listed):
        path = f"$.documents[{index}]"
        if why := why_no_file_name(entry.file):
            raise Invalid(f"{path}.file: “{shown(entry.file)}” {why}")
        if entry.file in documents:
            raise Invalid(f"{path}.file: “{shown(entry.file)}” is listed twice")
        documents[entry.file] = Document(
            id=DocumentId(new_id()),
            file=entry.file,
            kind=_code(DocumentKind, entry.kind, f"{path}.kind"),
            title=entry.title,
            date=_date(entry.date, f"{path}.date"),
            sender=entry.sender or "",
            recipient=entry.recipient or "",
            tags=entry.tags or "",
            remarks=entry.remarks or "",
            kind_confirmed=entry.kind_confirmed is not False,
        )
    return tuple(documents.values())


def _links(
    listed: tuple[entries.DocumentEntry, ...], by_name: Mapping[str, DocumentId], new_id: NewId
) -> tuple[DocumentLink, ...]:
    links: dict[tuple[str, str, str], DocumentLink] = {}
    for index, entry in enumerate(listed):
        for number, linked in enumerate(entry.links or ()):
            path = f"$.documents[{index}].links[{number}]"
            kind = _code(LinkKind, linked.kind, f"{path}.kind")
            target = _document_id(linked.file, by_name, f"{path}.file")
            if linked.file == entry.file or target is None:
                raise Invalid(f"{path}.file: a document cannot be linked to itself")
            if (entry.file, kind, linked.file) in links:
                raise Invalid(f"{path}: this link is written twice")
            links[entry.file, kind, linked.file] = DocumentLink(
                DocumentLinkId(new_id()), by_name[entry.file], kind, target
            )
    return tuple(links.values())


def _marks(
    listed: tuple[entries.DeadlineMarkEntry, ...], new_id: NewId
) -> tuple[DeadlineMark, ...]:
    marks: dict[tuple[str, date], DeadlineMark] = {}
    for index, entry in enumerate(listed):
        path = f"$.deadline_marks[{index}]"
        started_on = _day(entry.started_on, f"{path}.started_on")
        if (entry.rule, started_on) in marks:
            raise Invalid(f"{path}: this deadline is marked twice")
        marks[entry.rule, started_on] = DeadlineMark(
            id=DeadlineMarkId(new_id()),
            rule=entry.rule,
            started_on=started_on,
            handled_on=_date(entry.handled_on, f"{path}.handled_on"),
            new_date=_date(entry.new_date, f"{path}.new_date"),
            reason=entry.reason,
        )
    return tuple(marks.values())


def why_no_file_name(name: str) -> str:
    """Return why a text cannot name a document's file, or nothing when it can."""
    if not name.strip():
        return "is empty; a document has a file name"
    if name in {".", ".."} or any(c in "/\\" or ord(c) < 0x20 for c in name):
        return "must be a file name alone, without folders"
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        return f"is longer than {_LONGEST_NAME} bytes"
    return ""


def _document_id(
    name: str | None, by_name: Mapping[str, DocumentId], path: str
) -> DocumentId | None:
    if name is None:
        return None
    if name not in by_name:
        raise Invalid(f"{path}: “{shown(name)}” is not the file of any entry in $.documents")
    return by_name[name]


def _outcome(kind: EventKind, text: str | None, path: str) -> Outcome | None:
    outcome = _known(Outcome, text, path)
    fitting = OUTCOMES.get(kind, ())
    if outcome is None or outcome in fitting:
        return outcome
    if not fitting:
        raise Invalid(f"{path}: “{kind}” has no outcome, so this must be null")
    raise Invalid(f"{path}: “{outcome}” does not fit “{kind}”; expected {' or '.join(fitting)}")


def _known(codes: type[Code], text: str | UnsetType | None, path: str) -> Code | None:
    return _code(codes, text, path) if isinstance(text, str) else None


def _code(codes: type[Code], text: str, path: str) -> Code:
    try:
        return codes(text)
    except ValueError:
        raise Invalid(f"{path}: “{shown(text)}” is not {_offered(codes, text)}") from None


def _offered(codes: type[Code], text: str) -> str:
    """Say which codes there are, or, when they are many, which come near to what was written."""
    known: list[str] = [code.value for code in codes]
    if len(known) > _LISTED:
        known = get_close_matches(text[:_LONGEST_MOMENT], known, n=3, cutoff=0)
        return f"a known code, such as {', '.join(known)}"
    return f"one of {', '.join(known)}"


def _date(text: str | None, path: str) -> date | None:
    return None if text is None else _day(text, path)


def _day(text: str, path: str) -> date:
    _refuse_long(text, path)
    try:
        return parse_date(text)
    except Invalid as error:
        raise Invalid(f"{path}: {error}") from None


def _moment(text: str, path: str) -> Moment:
    _refuse_long(text, path)
    try:
        moment = parse_moment(text)
    except Invalid as error:
        raise Invalid(f"{path}: {error}") from None
    if isinstance(moment, datetime) and moment.tzinfo is PACIFIC:
        # A written time has an offset and no zone, so what is read equals what is read back.
        offset = moment.utcoffset()
        assert offset is not None, "Pacific time has an offset"
        return moment.replace(tzinfo=timezone(offset))
    return moment


def _refuse_long(text: str, path: str) -> None:
    if len(text) > _LONGEST_MOMENT or not text.isprintable():
        raise Invalid(f"{path}: “{shown(text)}” is not a date such as 2026-01-31")
