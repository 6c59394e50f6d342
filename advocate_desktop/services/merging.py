"""What comes in beside what is here: which cases and facts are new, the same, or different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.people import Address, Client, Provider
from advocate_desktop.services import cases, communications, events, interchange
from advocate_desktop.services.history_words import field_words
from advocate_desktop.services.interchange import IncomingCase
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as document_rows


class State(StrEnum):
    """How a case that comes in stands to what is here."""

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that is here in one way and comes in in another."""

    key: str
    """As “case.title”, to choose by."""
    name: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A case that could come in, beside the one here that it seems to be."""

    record: CaseRecord
    existing: CaseId | None
    differences: tuple[Difference, ...] = ()
    events: tuple[Event, ...] = ()
    """Those that are not here, as the next."""
    calls: tuple[Communication, ...] = ()
    documents: tuple[Document, ...] = ()
    providers: tuple[Provider, ...] = ()

    @property
    def state(self) -> State:
        """Whether it is new, the same, or differs."""
        if self.existing is None:
            return State.NEW
        more = self.events or self.calls or self.documents or self.providers
        return State.DIFFERENT if self.differences or more else State.SAME


class Way(StrEnum):
    """What shall become of a case that could come in."""

    ADD = "add"
    """It is entered as a case of its own."""
    MERGE = "merge"
    """What is new of it is added to the one here, and the facts chosen are taken over."""
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose for one case."""

    way: Way
    taken: frozenset[str] = frozenset()
    """Keys of the differences in which what comes in shall hold."""


def usual(incoming: Incoming) -> Choice:
    """Return the choice that loses nothing: what is here stays, what is new comes in."""
    ways = {State.NEW: Way.ADD, State.SAME: Way.LEAVE, State.DIFFERENT: Way.MERGE}
    return Choice(ways[incoming.state])


def compare(
    workspace: Workspace, path: Path, password: str, progress: Progress
) -> tuple[Incoming, ...]:
    """Return the cases of a file, folder or bundle beside those here; nothing is written.

    Raises `PasswordNeeded`, and what `interchange.import_cases` raises.
    """
    here = workspace.read(case_rows.records)
    with interchange.sources(path, password) as found:
        listed = []
        for number, source in enumerate(found):
            progress.check()
            progress.step(number, len(found), "Reading the cases")
            listed.append(_beside(interchange.read_case(source).record, here))
    return tuple(listed)


def merge(
    workspace: Workspace,
    path: Path,
    password: str,
    choices: Sequence[Choice],
    progress: Progress,
) -> tuple[CaseId, ...]:
    """Do what was chosen for each case, in the order of `compare`, as one step; undo takes it back.

    Returns the cases that were entered or changed. Nothing that is here is ever removed.
    """
    with interchange.sources(path, password) as found:
        read = []
        for number, source in enumerate(found):
            progress.check()
            progress.step(number, len(found), "Reading the cases")
            read.append(interchange.read_case(source))
        return workspace.run(_label(choices), _merge_all, read, choices)


def _label(choices: Sequence[Choice]) -> str:
    ways = [choice.way for choice in choices if choice.way is not Way.LEAVE]
    if len(ways) == 1:
        return "Case merged" if ways[0] is Way.MERGE else "Case imported"
    return f"{len(ways)} cases imported"


def _merge_all(
    unit: Unit, read: Sequence[IncomingCase], choices: Sequence[Choice]
) -> tuple[CaseId, ...]:
    changed = []
    for incoming, choice in zip(read, choices, strict=True):
        if choice.way is Way.LEAVE:
            continue
        beside = _beside(incoming.record, case_rows.records(unit.connection))
        if choice.way is Way.MERGE and beside.existing is not None:
            _merge(unit, incoming, beside, choice.taken)
            changed.append(beside.existing)
        else:
            changed.append(interchange.enter(unit, incoming))
    return tuple(changed)


def _merge(unit: Unit, incoming: IncomingCase, beside: Incoming, taken: frozenset[str]) -> None:
    assert beside.existing is not None, "only what is here can be merged into"
    mine = next(r for r in case_rows.records(unit.connection) if r.case.id == beside.existing)
    cases.update_client(unit, _taken("client", mine.client, beside.record.client, taken))
    cases.update_coverage(unit, _taken("coverage", mine.coverage, beside.record.coverage, taken))
    cases.update_case(unit, _taken("case", mine.case, beside.record.case, taken))
    if mine.authorization is None and beside.record.authorization is not None:
        cases.set_authorization(unit, mine.case.id, beside.record.authorization)
    if beside.providers:
        cases.set_providers(unit, mine.case.id, (*mine.providers, *beside.providers))
    interchange.keep_contents(unit, incoming, beside.documents)
    entered = _under_free_names(mine, beside.documents)
    document_rows.insert_documents(unit, mine.case.id, entered)
    ids = _ids_here(mine, beside.record)
    for event in beside.events:
        events.add(unit, mine.case.id, replace(event, document=ids.get(event.document)))
    for call in beside.calls:
        communications.add(unit, mine.case.id, call)


def _beside(theirs: CaseRecord, here: Sequence[CaseRecord]) -> Incoming:
    mine = next((record for record in here if _is_same_case(record, theirs)), None)
    if mine is None:
        return Incoming(theirs, None)
    return Incoming(
        theirs,
        mine.case.id,
        tuple(_differences(mine, theirs)),
        tuple(e for e in theirs.events if _told(e) not in set(map(_told, mine.events))),
        tuple(
            c
            for c in theirs.communications
            if replace(c, id=_NONE) not in {replace(m, id=_NONE) for m in mine.communications}
        ),
        tuple(
            d
            for d in theirs.documents
            if d.content_hash not in {document.content_hash for document in mine.documents}
        ),
        tuple(p for p in theirs.providers if p.name not in {m.name for m in mine.providers}),
    )


_NONE: Any = ""


def _told(event: Event) -> Event:
    """Return what an event tells, without its ids."""
    return replace(event, id=_NONE, document=None)


def _is_same_case(mine: CaseRecord, theirs: CaseRecord) -> bool:
    """Whether two records are of one person and one dispute, as far as one can see."""
    if not _is_same_person(mine.client, theirs.client):
        return False
    reference = theirs.case.plan_reference.strip()
    if reference and mine.case.plan_reference.strip() == reference:
        return True
    title = theirs.case.title.casefold().split()
    return bool(title) and mine.case.title.casefold().split() == title


def _is_same_person(mine: Client, theirs: Client) -> bool:
    born = {mine.date_of_birth, theirs.date_of_birth} - {None}
    return mine.name.casefold() == theirs.name.casefold() and len(born) < 2


def _differences(mine: CaseRecord, theirs: CaseRecord) -> Iterator[Difference]:
    for part in ("client", "coverage", "case"):
        own, other = getattr(mine, part), getattr(theirs, part)
        for field in fields(own):
            here, there = getattr(own, field.name), getattr(other, field.name)
            if field.name != "id" and here != there:
                key = f"{part}.{field.name}"
                yield Difference(key, field_words(field.name), _shown(here), _shown(there))


def _taken(part: str, mine: Any, theirs: Any, taken: frozenset[str]) -> Any:
    """Return what is here with the facts that were chosen, and those that were empty, of theirs."""
    changes = {}
    for field in fields(mine):
        here, there = getattr(mine, field.name), getattr(theirs, field.name)
        is_empty = here is None or here in ("", Address())
        if field.name != "id" and (f"{part}.{field.name}" in taken or (is_empty and there)):
            changes[field.name] = there
    return replace(mine, **changes)


def _shown(value: object) -> str:
    if isinstance(value, Address):
        return ", ".join(filter(None, (value.street, value.city, value.state, value.postal_code)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return in_words(value)
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    return "" if value is None else str(value)


def _under_free_names(mine: CaseRecord, documents: Sequence[Document]) -> tuple[Document, ...]:
    taken = {document.file.casefold() for document in mine.documents}
    named = []
    for document in documents:
        file, number = document.file, 2
        while file.casefold() in taken:
            path = PurePath(document.file)
            file, number = f"{path.stem} ({number}){path.suffix}", number + 1
        taken.add(file.casefold())
        named.append(replace(document, file=file))
    return tuple(named)


def _ids_here(mine: CaseRecord, theirs: CaseRecord) -> Mapping[DocumentId | None, DocumentId]:
    """Return for each of their documents the one that it is here, by its bytes."""
    here = {document.content_hash: document.id for document in mine.documents}
    return {d.id: here.get(d.content_hash, d.id) for d in theirs.documents}
