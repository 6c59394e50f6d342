"""Writes a case's record as `case.json` version 1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import UNSET

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.documents import Document, DocumentId, DocumentLink
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.moments import Moment, format_moment
from advocate_desktop.domain.people import Address, Authorization, Client
from advocate_desktop.services import case_json_entries as entries


def case_json(record: CaseRecord) -> bytes:
    """Return the case file of a record: UTF-8, two spaces of indent, a newline at the end."""
    text = json.dumps(msgspec.to_builtins(_file(record)), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _file(record: CaseRecord) -> entries.CaseFileEntry:
    names = {d.id: d.file for d in record.documents}
    return entries.CaseFileEntry(
        format=entries.FORMAT,
        version=entries.VERSION,
        client=_client(record.client),
        coverage=_coverage(record.coverage),
        authorization=_authorization(record.authorization),
        case=_case(record),
        events=tuple(_event(e, names) for e in record.events),
        communications=tuple(_communication(c) for c in record.communications),
        documents=tuple(_document(d, record.links, names) for d in record.documents),
        deadline_marks=tuple(_mark(mark) for mark in record.marks) or UNSET,
    )


def _address(address: Address) -> entries.AddressEntry:
    return entries.AddressEntry(address.street, address.city, address.state, address.postal_code)


def _client(client: Client) -> entries.ClientEntry:
    return entries.ClientEntry(
        given_name=client.given_name,
        family_name=client.family_name,
        date_of_birth=_day(client.date_of_birth),
        address=_address(client.address),
        phone=client.phone,
        email=client.email,
        language=client.language,
        guardian=client.guardian,
    )


def _coverage(coverage: Coverage) -> entries.CoverageEntry:
    return entries.CoverageEntry(
        plan=coverage.plan,
        program=coverage.program.value,
        member_id=coverage.member_id,
        group_number=coverage.group_number,
        medical_group=coverage.medical_group,
        employer=coverage.employer,
        grievance_address=coverage.grievance_address or UNSET,
        grievance_fax=coverage.grievance_fax or UNSET,
    )


def _authorization(authorization: Authorization | None) -> entries.AuthorizationEntry | None:
    if authorization is None:
        return None
    known = authorization.address != Address()
    return entries.AuthorizationEntry(
        kind=authorization.kind.value,
        name=authorization.name,
        relationship=authorization.relationship,
        signed_on=_day(authorization.signed_on),
        expires_on=_day(authorization.expires_on),
        address=_address(authorization.address) if known else UNSET,
        phone=authorization.phone or UNSET,
        email=authorization.email or UNSET,
    )


def _case(record: CaseRecord) -> entries.CaseEntry:
    case = record.case
    return entries.CaseEntry(
        title=case.title,
        issue=case.issue.value,
        denial_reason=case.denial_reason.value if case.denial_reason else None,
        serious_jeopardy=case.serious_jeopardy,
        description=case.description,
        desired_resolution=case.desired_resolution,
        location=case.location,
        diagnosis=case.diagnosis,
        treatment=case.treatment,
        plan_reference=case.plan_reference,
        subject=case.subject.value if case.subject else UNSET,
        providers=tuple(
            entries.ProviderEntry(p.name, p.role, p.phone, p.in_network) for p in record.providers
        ),
    )


def _event(event: Event, names: Mapping[DocumentId, str]) -> entries.EventEntry:
    return entries.EventEntry(
        kind=event.kind.value,
        at=format_moment(event.at),
        note=event.note,
        document=names.get(event.document) if event.document else None,
        method=event.method.value if event.method else None,
        outcome=event.outcome.value if event.outcome else None,
        appointment=event.appointment.value if event.appointment else UNSET,
    )


def _communication(communication: Communication) -> entries.CommunicationEntry:
    return entries.CommunicationEntry(
        at=format_moment(communication.at),
        channel=communication.channel.value,
        direction=communication.direction.value,
        person=communication.person,
        organization=communication.organization,
        reference=communication.reference,
        summary=communication.summary,
        follow_up=_when(communication.follow_up),
        department=communication.department or UNSET,
        promise=communication.promise or UNSET,
        promised_by=_when(communication.promised_by) or UNSET,
    )


def _document(
    document: Document, links: tuple[DocumentLink, ...], names: Mapping[DocumentId, str]
) -> entries.DocumentEntry:
    linked = tuple(
        entries.DocumentLinkEntry(link.kind.value, names[link.target])
        for link in links
        if link.document == document.id and link.target in names
    )
    return entries.DocumentEntry(
        file=document.file,
        kind=document.kind.value,
        title=document.title,
        date=_day(document.date),
        sender=document.sender or UNSET,
        recipient=document.recipient or UNSET,
        tags=document.tags or UNSET,
        remarks=document.remarks or UNSET,
        kind_confirmed=UNSET if document.kind_confirmed else False,
        links=tuple(sorted(linked, key=lambda link: (link.file, link.kind))) or UNSET,
    )


def _mark(mark: DeadlineMark) -> entries.DeadlineMarkEntry:
    return entries.DeadlineMarkEntry(
        rule=mark.rule,
        started_on=mark.started_on.isoformat(),
        handled_on=_day(mark.handled_on),
        new_date=_day(mark.new_date),
        reason=mark.reason,
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _when(moment: Moment | None) -> str | None:
    return None if moment is None else format_moment(moment)
