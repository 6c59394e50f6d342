"""Letters as files: PDF to print, Word to change elsewhere, plain text for a portal."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.moments import day_of
from advocate_desktop.services.drafts import open_draft
from advocate_desktop.services.saving import save_bytes
from advocate_desktop.services.workspace import Workspace


class LetterForm(StrEnum):
    """What kind of file a letter is written as; the value is the end of its name."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"


def letter_bytes(content: LetterContent, form: LetterForm, made_on: date) -> bytes:
    """Return a letter as a file; equal letters and days give equal bytes."""
    if form is LetterForm.WORD:
        from advocate_desktop.filings.letter_docx import letter_docx  # slow to import

        return letter_docx(content, made_on)
    if form is LetterForm.TEXT:
        from advocate_desktop.filings.plain_text import letter_text

        return letter_text(content).encode()
    from advocate_desktop.filings.letter import render_letter  # ReportLab is slow to import

    return render_letter(content, made_on)


def save(workspace: Workspace, draft_id: DraftId, out: Path, form: LetterForm) -> None:
    """Write a draft as a file, whole or not at all; raises as `open_draft` and `save_bytes` do."""
    day = day_of(workspace.now())
    save_bytes(out, letter_bytes(open_draft(workspace, draft_id, made_on=day).content, form, day))


def portal_text(workspace: Workspace, draft_id: DraftId, most: int | None) -> tuple[str, ...]:
    """Return a draft as plain text to paste, in pieces of at most `most` characters each."""
    from advocate_desktop.filings.plain_text import letter_text, portal_parts

    text = letter_text(open_draft(workspace, draft_id).content)
    return (text,) if most is None else portal_parts(text, most)
