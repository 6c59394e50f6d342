"""The page that shows a bundle in any browser: each case with its dates, events, calls and papers.

It has no script and names nothing outside the bundle; everything in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import jinja2

from advocate_desktop import assets
from advocate_desktop.domain.arithmetic import EVENT_WORDS
from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import in_words
from advocate_desktop.services.views import CasePage


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where it leads."""

    text: str
    link: str = ""
    """A path in the bundle."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption; without a head, the first cell of a row names the rest."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A longer text under a caption."""

    caption: str
    body: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case as the page shows it."""

    heading: str
    standing: str
    tables: tuple[Table, ...]
    texts: tuple[Text, ...]


def index_page(title: str, cases: Sequence[ShownCase], made_on: date) -> bytes:
    """Return the page as HTML."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(assets.read_text("bundle", "index.html"))
    page = template.render(title=title, cases=cases, made_on=in_words(made_on))
    return page.encode()


def shown_case(
    page: CasePage, folder: str, letters: Mapping[str, str], sent: Mapping[str, str]
) -> ShownCase:
    """Return what the page says of a case.

    Args:
        page: the case with what follows from it.
        folder: where it lies in the bundle, ending with a slash; empty for the bundle itself.
        letters: titles of drafted letters by their paths in the bundle.
        sent: titles of what was sent by their paths in the bundle.
    """
    record = page.record
    tables = (
        Table("The facts", (), tuple(_facts(record))),
        Table("Dates", ("Date", "What", "State", "Source"), tuple(map(_deadline, page.relevant))),
        Table("What happened", ("When", "What", "Note"), tuple(_events(record, folder))),
        Table("Calls and messages", ("When", "With whom", "What was said"), tuple(_calls(record))),
        Table("Papers", ("Paper", "Kind", "Date"), tuple(_papers(record, folder))),
        Table("Letters", (), tuple(_links(letters))),
        Table("Sent", (), tuple(_links(sent))),
    )
    case = record.case
    texts = (Text("In their words", case.description), Text("Wanted", case.desired_resolution))
    return ShownCase(
        " – ".join(filter(None, (record.client.name, case.title))) or "A case",
        page.standing.sentence,
        tuple(table for table in tables if table.rows),
        tuple(text for text in texts if text.body),
    )


def _facts(record: CaseRecord) -> Iterator[tuple[Cell, ...]]:
    client, coverage, case = record.client, record.coverage, record.case
    facts = {
        "Client": client.name,
        "Born": in_words(client.date_of_birth) if client.date_of_birth else "",
        "Phone": client.phone,
        "E-mail": client.email,
        "Plan": coverage.plan,
        "Member ID": coverage.member_id,
        "Plan’s reference": case.plan_reference,
        "Care or drug": case.treatment,
        "Diagnosis": case.diagnosis,
        "Doctors and places": ", ".join(provider.name for provider in record.providers),
        "Who helps": record.authorization.name if record.authorization else "",
    }
    for name, value in facts.items():
        if value:
            yield Cell(name), Cell(value)


def _deadline(deadline: Deadline) -> tuple[Cell, ...]:
    state = deadline.state.value.replace("_", " ")
    words = (in_words(deadline.when), deadline.title, state, deadline.citation)
    return tuple(map(Cell, words))


def _events(record: CaseRecord, folder: str) -> Iterator[tuple[Cell, ...]]:
    for event in record.timeline:
        paper = record.document(event.document)
        link = _way(folder, "documents", paper.file) if paper else ""
        yield Cell(in_words(event.at)), Cell(EVENT_WORDS[event.kind], link), Cell(event.note)


def _calls(record: CaseRecord) -> Iterator[tuple[Cell, ...]]:
    for call in record.conversations:
        whom = ", ".join(filter(None, (call.person, call.organization, call.reference)))
        yield Cell(in_words(call.at)), Cell(whom), Cell(call.summary)


def _papers(record: CaseRecord, folder: str) -> Iterator[tuple[Cell, ...]]:
    for paper in record.documents:
        kind = paper.kind.value.replace("_", " ")
        day = in_words(paper.date) if paper.date else ""
        yield Cell(paper.name, _way(folder, "documents", paper.file)), Cell(kind), Cell(day)


def _links(titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for number, (path, title) in enumerate(titles.items(), 1):
        yield Cell(str(number)), Cell(title, path)


def _way(*parts: str) -> str:
    return "/".join(part.rstrip("/") for part in parts if part)
