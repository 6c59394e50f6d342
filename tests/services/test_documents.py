"""Documents attached to a case: kept whole, told apart, shown, put in order, taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.page_words import PageWord, RecognisedPage
from advocate_desktop.intake.isolated import Worker
from advocate_desktop.intake.outcomes import RECIPE
from advocate_desktop.services import cases, document_pages, documents, views
from advocate_desktop.services.changes import Topic
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.workspace import CasebookInUse, FolderReadOnly, Workspace
from advocate_desktop.store import recognised, renditions

DENIAL = "Dear Rosa,\nYour request for an MRI of the knee has been denied."


def pdf(*pages: str) -> bytes:
    paper = BytesIO()
    canvas = Canvas(paper, invariant=1)
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


@pytest.fixture
def case(workspace: Workspace, sample_record: Any, enter: Callable[..., CaseId]) -> CaseId:
    return enter(workspace, replace(sample_record, documents=(), events=()))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "denial letter.pdf"
    file.write_bytes(pdf(DENIAL, "Page two"))
    return file


def of(workspace: Workspace, case: CaseId) -> tuple[Document, ...]:
    return cases.record(workspace, case).documents


def test_a_letter_is_attached_with_its_kind_pages_and_text(workspace, case, letter):
    told = documents.attach(workspace, case, letter)
    (document,) = of(workspace, case)
    assert told == documents.Attached(
        file=str(letter),
        outcome="attached",
        document=document.id,
        kind=DocumentKind.DENIAL_LETTER,
        media_type="application/pdf",
        pages=2,
        text_characters=told.text_characters,
    )
    assert document.file == "denial letter.pdf"
    assert document.content_hash == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert document.size == letter.stat().st_size
    assert document.text_characters > 60
    assert told.name == "denial letter.pdf"
    assert "denied" in documents.page_texts(workspace, document.id)[0]
    assert check(workspace, NO_PROGRESS) == ()


def test_the_original_comes_back_byte_for_byte(workspace, case, letter, tmp_path):
    document_id = documents.attach(workspace, case, letter).document
    documents.export_original(workspace, document_id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == letter.read_bytes()
    assert documents.original(workspace, document_id) == letter.read_bytes()


def test_the_kind_that_is_said_is_taken(workspace, case, letter):
    told = documents.attach(workspace, case, letter, DocumentKind.LITERATURE)
    assert told.kind is DocumentKind.LITERATURE


def test_the_same_file_again_is_the_document_that_is_there(workspace, case, letter, tmp_path):
    first = documents.attach(workspace, case, letter)
    copy = tmp_path / "copy of it.pdf"
    copy.write_bytes(letter.read_bytes())
    again = documents.attach(workspace, case, copy)
    assert (again.outcome, again.document) == ("duplicate", first.document)
    assert "denial letter.pdf" in again.why
    assert len(of(workspace, case)) == 1


def test_the_same_file_in_another_case_is_kept_once(workspace, case, letter, new_record, enter):
    other = enter(workspace, replace(new_record(), documents=()))
    one = documents.attach(workspace, case, letter)
    two = documents.attach(workspace, other, letter)
    assert two.outcome == "attached"
    assert two.document != one.document
    with workspace.casebook.read() as connection:
        kept = connection.exec_driver_sql("select count(*) from contents").scalar()
    assert kept == 1


def test_another_file_of_the_same_name_gets_a_number(workspace, case, letter):
    documents.attach(workspace, case, letter)
    letter.write_bytes(pdf("Something else"))
    documents.attach(workspace, case, letter)
    assert [d.file for d in of(workspace, case)] == ["denial letter.pdf", "denial letter (2).pdf"]


def test_a_name_made_to_mislead_is_made_plain(workspace, case):
    told = documents.attach_bytes(workspace, case, "../../\u202efdp.exe", b"words")
    assert told.outcome == "attached"
    assert of(workspace, case)[0].file == "fdp.exe"
    assert of(workspace, case)[0].media_type == "text/plain"


def test_a_paste_without_a_name_gets_one_with_its_ending(workspace, case):
    file = BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    told = documents.attach_bytes(workspace, case, "", file.getvalue())
    assert (of(workspace, case)[0].file, told.kind) == ("document.png", DocumentKind.PHOTO)


def test_every_file_named_gets_its_answer_in_order(workspace, case, letter, tmp_path):
    empty, unknown = tmp_path / "empty.pdf", tmp_path / "sound.bin"
    empty.write_bytes(b"")
    unknown.write_bytes(bytes(range(256)))
    paths = [tmp_path / "gone.pdf", letter, tmp_path, empty, letter, unknown]
    told = documents.attach_all(workspace, case, paths)
    assert [(row.file, row.outcome) for row in told] == [
        (str(paths[0]), "refused"),
        (str(letter), "attached"),
        (str(tmp_path), "refused"),
        (str(empty), "refused"),
        (str(letter), "duplicate"),
        (str(unknown), "attached"),
    ]
    assert all(row.why.endswith(".") for row in told if row.outcome == "refused")
    assert (told[5].pages, told[5].media_type) == (None, "application/octet-stream")
    assert "kept as they are" in told[5].why


class StopsAfter:
    """Progress whose user stops the work at the nth question."""

    def __init__(self, questions: int) -> None:
        self.left = questions
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("questions", [0, 1])
def test_a_stopped_attachment_leaves_nothing(workspace, case, letter, questions):
    with pytest.raises(Cancelled):
        documents.attach(workspace, case, letter, progress=StopsAfter(questions))
    assert of(workspace, case) == ()
    with workspace.casebook.read() as connection:
        assert connection.exec_driver_sql("select count(*) from contents").scalar() == 0


def test_stopping_many_leaves_those_that_were_whole(workspace, case, letter, tmp_path):
    other = tmp_path / "note.txt"
    other.write_text("a note")
    progress = StopsAfter(3)
    with pytest.raises(Cancelled):
        documents.attach_all(workspace, case, [letter, other], progress=progress)
    assert [d.file for d in of(workspace, case)] == ["denial letter.pdf"]
    assert progress.steps == [(0, 2, "denial letter.pdf"), (1, 2, "note.txt")]


def test_a_case_that_is_gone_is_told(workspace, letter):
    with pytest.raises(NotFound):
        documents.attach(workspace, CaseId("no-such-case"), letter)


def test_a_casebook_that_someone_else_has_open_is_not_written(workspace, case, letter):
    second = Workspace.open(workspace.path, None)
    with pytest.raises((CasebookInUse, FolderReadOnly)):
        documents.attach(second, case, letter)
    second.close()
    assert of(workspace, case) == ()


def test_the_window_hears_of_an_attachment(workspace, case, letter):
    heard = []
    workspace.listen(heard.append)
    documents.attach(workspace, case, letter)
    assert [(c.label, c.topics, c.cases) for c in heard] == [
        ("Document attached", frozenset({Topic.DOCUMENTS}), frozenset({case}))
    ]


def test_undo_takes_an_attachment_back_and_redo_brings_it_with_its_bytes(workspace, case, letter):
    document_id = documents.attach(workspace, case, letter).document
    assert workspace.undo() == "Document attached"
    assert of(workspace, case) == ()
    workspace.redo()
    assert documents.original(workspace, document_id) == letter.read_bytes()


def test_what_is_said_of_a_document_can_be_changed_and_its_content_cannot(workspace, case, letter):
    documents.attach(workspace, case, letter)
    (before,) = of(workspace, case)
    said = replace(
        before,
        file="a/denial.pdf",
        kind=DocumentKind.EOB,
        title="The denial",
        date=date(2026, 3, 2),
        content_hash="0" * 64,
        pages=99,
    )
    workspace.run("Document changed", documents.update, said)
    assert of(workspace, case) == (
        replace(
            said,
            file="denial.pdf",
            content_hash=before.content_hash,
            pages=2,
            kind_confirmed=True,
        ),
    )


def test_a_file_renamed_to_a_taken_name_gets_a_number(workspace, case):
    documents.attach_bytes(workspace, case, "one.txt", b"1")
    documents.attach_bytes(workspace, case, "two.txt", b"2")
    second = of(workspace, case)[1]
    workspace.run("Document changed", documents.update, replace(second, file="one.txt"))
    workspace.run("Document changed", documents.update, of(workspace, case)[0])
    assert [d.file for d in of(workspace, case)] == ["one.txt", "one (2).txt"]


def test_a_removed_document_comes_back_with_undo_or_restore(workspace, case, letter):
    document_id = documents.attach(workspace, case, letter).document
    workspace.run("Document removed", documents.remove, document_id)
    assert of(workspace, case) == ()
    with pytest.raises(NotFound):
        documents.rendition(workspace, document_id)
    workspace.undo()
    assert [d.id for d in of(workspace, case)] == [document_id]
    workspace.run("Document removed", documents.remove, document_id)
    workspace.run("Document restored", documents.restore, document_id)
    assert documents.original(workspace, document_id) == letter.read_bytes()


def test_a_removed_file_can_be_attached_again(workspace, case, letter):
    first = documents.attach(workspace, case, letter).document
    workspace.run("Document removed", documents.remove, first)
    again = documents.attach(workspace, case, letter)
    assert again.outcome == "attached"
    assert [d.file for d in of(workspace, case)] == ["denial letter.pdf"]


def test_documents_stay_in_the_order_they_are_put(workspace, case):
    ids = [
        documents.attach_bytes(workspace, case, f"{n}.txt", str(n).encode()).document
        for n in range(3)
    ]
    order = [ids[2], ids[0], ids[1]]
    workspace.run("Documents moved", documents.reorder, case, order)
    assert [d.id for d in of(workspace, case)] == order
    with pytest.raises(Invalid):
        workspace.run("Documents moved", documents.reorder, case, order[:2])


def test_a_photo_and_a_text_are_shown_as_pages(workspace, case):
    photo = BytesIO()
    Image.new("RGB", (90, 60), "blue").save(photo, "JPEG")
    for name, data in (("photo.jpg", photo.getvalue()), ("note.txt", b"a note")):
        document_id = documents.attach_bytes(workspace, case, name, data).document
        assert documents.page_sizes(workspace, document_id) == ((612.0, 792.0),)
        page = documents.page_image(workspace, document_id, 0, 0.5)
        assert (page.width, page.height) == (306, 396)
        assert len(page.pixels) == page.stride * page.height


def test_the_rendition_is_the_same_bytes_in_another_session(workspace, case, letter):
    document_id = documents.attach(workspace, case, letter).document
    first = documents.rendition(workspace, document_id)
    workspace.close()
    again = Workspace.open(workspace.path, None)
    assert documents.rendition(again, document_id) == first
    again.close()


def test_what_cannot_be_shown_says_why(workspace, case):
    told = documents.attach_bytes(workspace, case, "sound.bin", bytes(range(256)))
    for show in (documents.rendition, documents.page_sizes):
        with pytest.raises(documents.NoRendition) as said:
            show(workspace, told.document)
        assert str(said.value) == told.why


def test_a_document_that_never_was_is_told(workspace):
    with pytest.raises(NotFound):
        documents.original(workspace, DocumentId("no-such-document"))


def test_a_case_with_documents_shows_them_on_its_page(workspace, case, letter):
    told = documents.attach(workspace, case, letter)
    page = views.case_page(workspace, case)
    assert [d.id for d in page.record.documents] == [told.document]


def test_no_file_is_written_beside_the_casebook(workspace, case, letter, tmp_path):
    before = {path.name for path in tmp_path.rglob("*")}
    document_id = documents.attach(workspace, case, letter).document
    documents.page_image(workspace, document_id, 0, 1.0)
    after = {path.name for path in tmp_path.rglob("*")}
    assert {name for name in after - before if "casebook" not in name} == set()


def test_files_sent_with_an_email_become_documents_of_their_own(workspace, case, letter):
    message = EmailMessage()
    message["Subject"] = "Your request"
    message.set_content("See the letter.")
    for name in ("../denial.pdf", "copy.pdf"):
        message.add_attachment(
            letter.read_bytes(), maintype="application", subtype="pdf", filename=name
        )
    sent = documents.attach_bytes(workspace, case, "message.eml", message.as_bytes()).document
    assert documents.enclosed_names(workspace, sent) == ("../denial.pdf", "copy.pdf")
    first, second = documents.attach_enclosed(workspace, sent)
    assert (first.outcome, first.kind, first.pages) == ("attached", DocumentKind.DENIAL_LETTER, 2)
    assert (second.outcome, second.document) == ("duplicate", first.document)
    assert [document.file for document in of(workspace, case)] == ["message.eml", "denial.pdf"]
    assert documents.original(workspace, first.document) == letter.read_bytes()
    assert documents.attach_enclosed(workspace, first.document) == ()


def test_a_rendition_is_made_once_and_kept_in_the_casebook(workspace, case, letter, monkeypatch):
    monkeypatch.setattr(document_pages, "_SLOW", 0)
    document = documents.attach(workspace, case, letter).document
    made = documents.rendition(workspace, document)
    hasty = Worker(seconds=0.001)
    monkeypatch.setattr(document_pages.isolated, "showing", hasty)
    monkeypatch.setattr(document_pages, "_held", WeakKeyDictionary())
    assert documents.rendition(workspace, document) == made
    hasty.close()


def test_a_rendition_by_an_older_recipe_is_made_again(workspace, case, letter, monkeypatch):
    monkeypatch.setattr(document_pages, "_SLOW", 0)
    document = documents.attach(workspace, case, letter).document
    made = documents.rendition(workspace, document)
    content = of(workspace, case)[0].content_hash
    workspace.run("Older", renditions.keep, content, "pdf", "0", b"of an older version")
    monkeypatch.setattr(document_pages, "_held", WeakKeyDictionary())
    assert documents.rendition(workspace, document) == made
    assert workspace.read(renditions.kept, content, "pdf", RECIPE) == made


def test_what_was_read_off_a_scan_stays_when_another_case_gets_it(
    workspace, case, enter, new_record
):
    picture = BytesIO()
    Image.new("L", (30, 30)).save(picture, "PNG")
    told = documents.attach_bytes(workspace, case, "scan.png", picture.getvalue())
    content = of(workspace, case)[0].content_hash
    read = RecognisedPage((PageWord("Denied", 1, 2, 3, 4),), (90,), "Denied")
    workspace.run("Read", recognised.put, content, 1, "1", read)
    other = enter(workspace, new_record())
    again = documents.attach_bytes(workspace, other, "scan.png", picture.getvalue())
    assert again.outcome == "attached"
    for document in (told.document, again.document):
        assert documents.page_texts(workspace, document) == ("Denied",)


def test_a_guessed_kind_waits_to_be_confirmed_and_a_chosen_one_does_not(workspace, case, letter):
    documents.attach(workspace, case, letter)
    (guessed,) = of(workspace, case)
    assert not guessed.kind_confirmed
    told = replace(guessed, kind_confirmed=True, tags="urgent, , Urgent,MRI  scan", sender="Plan")
    workspace.run("Document changed", documents.update, told)
    (confirmed,) = of(workspace, case)
    assert confirmed.kind_confirmed
    assert confirmed.tag_list == ("Urgent", "MRI scan")
    assert confirmed.sender == "Plan"


def test_making_pages_can_be_stopped(workspace, case, letter):
    document = documents.attach(workspace, case, letter).document
    with pytest.raises(Cancelled):
        documents.rendition(workspace, document, StopsAfter(0))
    assert documents.rendition(workspace, document).startswith(b"%PDF")
