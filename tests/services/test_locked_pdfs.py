"""A PDF that asks for a password is opened once and readable from then on; its file stays."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.intake.outcomes import NoRendition
from advocate_desktop.services import cases, document_pages, documents, locked_pdfs
from advocate_desktop.services.locked_pdfs import WrongPassword
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import Workspace

DENIAL = "Your request for an MRI of the knee has been denied. Gorsebramble."


def locked(text: str, password: str) -> bytes:
    paper, out = io.BytesIO(), io.BytesIO()
    canvas = Canvas(paper, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.save()
    with pikepdf.Pdf.open(paper) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return out.getvalue()


LETTER = locked(DENIAL, "rosa1960")


@pytest.fixture
def case(workspace: Workspace, sample_record: Any, enter: Callable[..., CaseId]) -> CaseId:
    return enter(workspace, replace(sample_record, documents=(), events=()))


@pytest.fixture
def letter(workspace, case):
    return documents.attach_bytes(workspace, case, "letter.pdf", LETTER).document


def of(workspace, case):
    (document,) = cases.record(workspace, case).documents
    return document


def test_a_locked_pdf_is_kept_and_says_what_it_needs(workspace, case, letter):
    document = of(workspace, case)
    assert locked_pdfs.is_locked(document)
    assert "give its password" in document.note
    with pytest.raises(NoRendition, match="give its password"):
        documents.rendition(workspace, letter)


def test_its_password_opens_it_for_good(workspace, case, letter, monkeypatch):
    opened = locked_pdfs.unlock(workspace, letter, "rosa1960")
    assert opened == of(workspace, case)
    assert (opened.pages, opened.note, opened.kind) == (1, "", DocumentKind.DENIAL_LETTER)
    assert not locked_pdfs.is_locked(opened)
    monkeypatch.setattr(document_pages, "_held", WeakKeyDictionary())
    assert documents.page_words(workspace, letter, 0)[0].text == "Your"
    assert [hit.page for hit in search(workspace, "gorsebramble") if hit.page] == [1]
    assert documents.original(workspace, letter) == LETTER


def test_a_wrong_password_is_said_and_changes_nothing(workspace, case, letter):
    before = of(workspace, case)
    for wrong in ("Rosa1960", "", "owner "):
        with pytest.raises(WrongPassword, match="try again"):
            locked_pdfs.unlock(workspace, letter, wrong)
    assert of(workspace, case) == before


def test_undo_locks_it_again(workspace, case, letter):
    locked_pdfs.unlock(workspace, letter, "rosa1960")
    assert workspace.undo() == "PDF opened with its password"
    assert locked_pdfs.is_locked(of(workspace, case))
    with pytest.raises(NoRendition):
        documents.rendition(workspace, letter)
    workspace.redo()
    assert documents.rendition(workspace, letter).startswith(b"%PDF")


def test_the_password_is_kept_nowhere(workspace, letter):
    locked_pdfs.unlock(workspace, letter, "rosa1960")
    folder = workspace.path.parent
    assert not any(b"rosa1960" in f.read_bytes() for f in folder.iterdir() if f.is_file())


def test_a_kind_the_user_chose_stays(workspace, case):
    told = documents.attach_bytes(workspace, case, "letter.pdf", LETTER, DocumentKind.BILL)
    assert locked_pdfs.unlock(workspace, told.document, "rosa1960").kind is DocumentKind.BILL
