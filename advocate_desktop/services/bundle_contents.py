"""What goes into a bundle: of a case, of a client, or of the whole casebook."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services import drafts, sent, views
from advocate_desktop.services.bundle_index import ShownCase, index_page, shown_case
from advocate_desktop.services.bundles import (
    CASE_FILE,
    CASES,
    DOCUMENTS,
    INDEX,
    LETTERS,
    SENT,
    Content,
    write_bundle,
)
from advocate_desktop.services.case_json_writing import case_json
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.saving import saved_whole
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store import cases as case_rows

_SUFFIXES = {"application/pdf": ".pdf"}


def export_cases(
    workspace: Workspace,
    case_ids: Sequence[CaseId],
    title: str,
    out: Path,
    *,
    password: str = "",
    bare: bool = False,
    progress: Progress = NO_PROGRESS,
) -> int:
    """Write cases as a bundle and return how many files it holds; one case lies at its top.

    Each has its facts, its documents as they came in, its letters as PDFs, what was sent as it was
    sent, and the bundle a page that shows it all in a browser. A `bare` one has the facts and the
    documents alone, as other programs read it. With a password it is encrypted.

    Raises:
        NotFound: a case or the bytes of a document are gone, or there is no such folder.
        Invalid, FolderReadOnly, DiskFull: `out` cannot be written; what was there is as it was.
        Cancelled: the user stopped it; nothing is left.
    """
    if not case_ids:
        raise Invalid("There is no case to write. Enter one first.")
    files: dict[str, Content] = {}
    shown = []
    for case_id in case_ids:
        page = views.case_page(workspace, case_id)
        named = page.record.case.title or page.record.client.name
        folder = "" if len(case_ids) == 1 else _free_folder(named, files)
        files |= _record(workspace, page, folder)
        if not bare:
            papers, told = _papers(workspace, page, folder)
            files |= papers
            shown.append(told)
    if not bare:
        files[INDEX] = partial(index_page, title, tuple(shown), day_of(workspace.now()))
    with saved_whole(out) as stream:
        write_bundle(stream, files, password=password, progress=progress)
    return len(files)


def of_client(workspace: Workspace, client_id: ClientId) -> tuple[CaseId, ...]:
    """Return a client's cases, for `export_cases`."""
    return workspace.read(case_rows.ids, client_id)


def of_casebook(workspace: Workspace) -> tuple[CaseId, ...]:
    """Return every case that does not lie in the trash, for `export_cases`."""
    return workspace.read(case_rows.ids)


def _record(workspace: Workspace, page: views.CasePage, folder: str) -> dict[str, Content]:
    record = page.record
    files: dict[str, Content] = {f"{folder}{CASE_FILE}": partial(case_json, record)}
    for document in record.documents:
        if document.content_hash is None:
            raise NotFound(f"The bytes of “{document.name}” are gone. Check this casebook.")
        read = partial(workspace.read, blobs.read, document.content_hash)
        files[f"{folder}{DOCUMENTS}{document.file}"] = read
    return files


def _papers(
    workspace: Workspace, page: views.CasePage, folder: str
) -> tuple[dict[str, Content], ShownCase]:
    """Return the letters and what was sent, and what the page says of the case."""
    record, files, day = page.record, dict[str, Content](), day_of(workspace.now())
    letters: dict[str, str] = {}
    for draft in drafts.drafts(workspace, record.case.id):
        path = _free(f"{folder}{LETTERS}", draft.title or draft.template, ".pdf", files)
        files[path] = partial(_letter, workspace, draft.id, day)
        letters[path] = draft.title or draft.template
    gone_out: dict[str, str] = {}
    for item in sent.sent_items(workspace, record.case.id):
        named = f"{day_of(item.sent_at):%Y-%m-%d} {item.title}"
        path = _free(f"{folder}{SENT}", named, _SUFFIXES.get(item.media_type, ".bin"), files)
        files[path] = partial(sent.data_of, workspace, item.id)
        gone_out[path] = named
    return files, shown_case(page, folder, letters, gone_out)


def _letter(workspace: Workspace, draft_id: DraftId, day: date) -> bytes:
    return drafts.render(workspace, draft_id, made_on=day)


def _free_folder(named: str, files: Mapping[str, Content]) -> str:
    taken = {name.split("/")[1].casefold() for name in files if name.startswith(CASES)}
    plain = _plain(named)
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain} {number}", number + 1
    return f"{CASES}{name}/"


def _free(folder: str, named: str, suffix: str, files: Mapping[str, Content]) -> str:
    """Return a path that no file has, also where large and small letters are the same."""
    taken = {name.casefold() for name in files}
    plain = _plain(named)
    name, number = f"{folder}{plain}{suffix}", 2
    while name.casefold() in taken:
        name, number = f"{folder}{plain} {number}{suffix}", number + 1
    return name


def _plain(named: str) -> str:
    """Return a title as a name for a file or folder on any system."""
    text = unicodedata.normalize("NFC", named)
    kept = "".join(" " if c in '<>:"/\\|?*' or not c.isprintable() else c for c in text)
    return " ".join(kept.split())[:60].strip(" .") or "case"
