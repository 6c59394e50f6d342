"""Links between documents: kept, taken away, undone, and part of what is exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId, LinkKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services import cases, document_links, documents, interchange
from advocate_desktop.services.case_json import parse_case
from advocate_desktop.services.case_json_writing import case_json
from advocate_desktop.services.workspace import Workspace

Enter = Callable[[Workspace, CaseRecord], CaseId]


def named(*files: str) -> tuple[Document, ...]:
    return tuple(Document(DocumentId(f"id-{file}"), file) for file in files)


LETTER, ANSWER = DocumentId("id-letter.pdf"), DocumentId("id-answer.pdf")


@pytest.fixture
def case(workspace: Workspace, enter: Enter, new_record: Callable[..., CaseRecord]) -> CaseId:
    """A case with a letter and an answer to it, not linked yet."""
    return enter(workspace, replace(new_record(), documents=named("letter.pdf", "answer.pdf")))


def told(workspace: Workspace, document: DocumentId) -> list[tuple[str, str, bool]]:
    found = document_links.links_of(workspace, document)
    return [(one.kind.value, one.other.file, one.points_here) for one in found]


def test_both_documents_know_the_link_and_undo_takes_it_away(
    workspace: Workspace, case: CaseId
) -> None:
    workspace.run("Linked", document_links.link, ANSWER, LinkKind.ANSWERS, LETTER)
    assert told(workspace, ANSWER) == [("answers", "letter.pdf", False)]
    assert told(workspace, LETTER) == [("answers", "answer.pdf", True)]
    workspace.undo()
    assert told(workspace, LETTER) == []


def test_a_link_said_twice_is_one(workspace: Workspace, case: CaseId) -> None:
    first = workspace.run("Linked", document_links.link, ANSWER, LinkKind.ANSWERS, LETTER)
    second = workspace.run("Linked", document_links.link, ANSWER, LinkKind.ANSWERS, LETTER)
    assert first == second
    workspace.run("Taken away", document_links.unlink, first)
    assert told(workspace, ANSWER) == []


def test_a_document_in_the_trash_is_linked_to_nothing_until_it_is_back(
    workspace: Workspace, case: CaseId
) -> None:
    workspace.run("Linked", document_links.link, ANSWER, LinkKind.REPLACES, LETTER)
    workspace.run("Removed", documents.remove, LETTER)
    assert told(workspace, ANSWER) == []
    assert cases.record(workspace, case).links == ()
    workspace.run("Back", documents.restore, LETTER)
    assert told(workspace, ANSWER) == [("replaces", "letter.pdf", False)]


def test_a_document_is_not_linked_to_itself_or_to_another_case(
    workspace: Workspace, case: CaseId, enter: Enter, sample_record: CaseRecord
) -> None:
    enter(workspace, sample_record)
    other = sample_record.documents[0].id
    for target in (ANSWER, other):
        with pytest.raises(Invalid):
            workspace.run("Linked", document_links.link, ANSWER, LinkKind.ANSWERS, target)


def test_links_come_through_a_bundle(workspace: Workspace, case: CaseId, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(f"This is {name}.")
        documents.attach(workspace, case, folder / name)
    for nameless in (LETTER, ANSWER):
        workspace.run("Removed", documents.remove, nameless)
    one, two = cases.record(workspace, case).documents
    workspace.run("Linked", document_links.link, two.id, LinkKind.ANSWERS, one.id)
    interchange.export_bundle(workspace, case, tmp_path / "out.zip")
    again = interchange.import_case(workspace, tmp_path / "out.zip")
    record = cases.record(workspace, again)
    (link,) = record.links
    ends = [record.document(link.document), record.document(link.target)]
    assert [end and end.file for end in ends] == ["two.txt", "one.txt"]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('{"kind": "answers", "file": "c.pdf"}', "$.documents[1].links[0].file"),
        ('{"kind": "likes", "file": "a.pdf"}', "$.documents[1].links[0].kind"),
        ('{"kind": "answers", "file": "b.pdf"}', "cannot be linked to itself"),
    ],
)
def test_a_link_that_means_nothing_is_refused(
    new_record: Callable[..., CaseRecord], link: str, why: str
) -> None:
    written = case_json(replace(new_record(), documents=named("a.pdf", "b.pdf"))).decode()
    head, tail = written.rsplit('"title": ""', 1)
    with pytest.raises(Invalid) as refused:
        parse_case(f'{head}"title": "", "links": [{link}]{tail}'.encode())
    assert why in str(refused.value)
