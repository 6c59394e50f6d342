"""The shape of `case.json` version 1: its objects, their keys, and which keys may be left out."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

FORMAT = "advocate-desktop/case"
VERSION = 1


class Header(msgspec.Struct, frozen=True):
    """What tells a case file from any other JSON; read first, whatever else the file holds."""

    format: object = None
    version: object = None


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object whose keys are all known; codes and dates are still text."""


class AddressEntry(_Entry, frozen=True):
    """A postal address."""

    street: str = ""
    city: str = ""
    state: str = "CA"
    postal_code: str = ""


class ClientEntry(_Entry, frozen=True):
    """The client."""

    given_name: str
    family_name: str
    date_of_birth: str | None = None
    address: AddressEntry = AddressEntry()
    phone: str = ""
    email: str = ""
    language: str = "en"
    guardian: str | None = None


class CoverageEntry(_Entry, frozen=True, kw_only=True):
    """The coverage; where the plan takes grievances is written only when it is known."""

    plan: str = ""
    program: str
    member_id: str = ""
    group_number: str = ""
    medical_group: str = ""
    employer: str = ""
    grievance_address: str | UnsetType = UNSET
    grievance_fax: str | UnsetType = UNSET


class AuthorizationEntry(_Entry, frozen=True):
    """Who acts for the client; the ways to reach them are written only when they are known."""

    kind: str
    name: str = ""
    relationship: str = ""
    signed_on: str | None = None
    expires_on: str | None = None
    address: AddressEntry | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    email: str | UnsetType = UNSET


class ProviderEntry(_Entry, frozen=True):
    """A provider."""

    name: str = ""
    role: str = ""
    phone: str = ""
    in_network: bool | None = None


class CaseEntry(_Entry, frozen=True):
    """The dispute; its subject is written only when it is known."""

    title: str
    issue: str = "denial"
    denial_reason: str | None = None
    serious_jeopardy: bool = False
    description: str = ""
    desired_resolution: str = ""
    location: str = ""
    diagnosis: str = ""
    treatment: str = ""
    plan_reference: str = ""
    subject: str | UnsetType | None = UNSET
    providers: tuple[ProviderEntry, ...] = ()


class EventEntry(_Entry, frozen=True):
    """A dated fact; `document` names one of the documents' files.

    The kind of an appointment is written only when it is known.
    """

    kind: str
    at: str
    note: str = ""
    document: str | None = None
    method: str | None = None
    outcome: str | None = None
    appointment: str | UnsetType | None = UNSET


class CommunicationEntry(_Entry, frozen=True):
    """A call, letter or message.

    Department and promise are written only when there are some.
    """

    at: str
    channel: str
    direction: str
    person: str = ""
    organization: str = ""
    reference: str = ""
    summary: str = ""
    follow_up: str | None = None
    department: str | UnsetType = UNSET
    promise: str | UnsetType = UNSET
    promised_by: str | UnsetType | None = UNSET


class DocumentLinkEntry(_Entry, frozen=True):
    """What a document is to another one, which is named by its file."""

    kind: str
    file: str


class DocumentEntry(_Entry, frozen=True):
    """A document; its file lies beside the case file or in a bundle's documents folder.

    What is noted of it, and what it is to others, is written only when there is something; that
    its kind is confirmed only when it is not.
    """

    file: str
    kind: str
    title: str = ""
    date: str | None = None
    sender: str | UnsetType = UNSET
    recipient: str | UnsetType = UNSET
    tags: str | UnsetType = UNSET
    remarks: str | UnsetType = UNSET
    kind_confirmed: bool | UnsetType = UNSET
    links: tuple[DocumentLinkEntry, ...] | UnsetType = UNSET


class DeadlineMarkEntry(_Entry, frozen=True):
    """What the user said about the deadline that a rule gave from one event."""

    rule: str
    started_on: str
    handled_on: str | None = None
    new_date: str | None = None
    reason: str = ""


class CaseFileEntry(_Entry, frozen=True, kw_only=True):
    """The whole file; marks on deadlines are written only when there are any."""

    format: str
    version: int
    client: ClientEntry
    coverage: CoverageEntry
    authorization: AuthorizationEntry | None = None
    case: CaseEntry
    events: tuple[EventEntry, ...] = ()
    communications: tuple[CommunicationEntry, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    deadline_marks: tuple[DeadlineMarkEntry, ...] | UnsetType = UNSET
