"""Cases brought in and handed over: whole or not at all, and equal after the journey."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advocate_desktop import assets
from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.services import cases, views
from advocate_desktop.services.check import check
from advocate_desktop.services.interchange import case_json, export_bundle, import_case
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.sample import AS_OF
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs


@pytest.fixture
def workspace(tmp_path: Path) -> Any:
    made = Workspace.create(tmp_path / "c.casebook", None, clock=lambda: AS_OF)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample's MRI case, to be spoilt."""
    return Path(shutil.copytree(assets.folder("sample", "rosa-mri"), tmp_path / "in"))


def edit(folder: Path, **changes: Any) -> None:
    path = folder / "case.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(file | changes), encoding="utf-8")


def facts(record: CaseRecord) -> dict[str, Any]:
    """All of a case's facts without its ids, and each document with the hash of its bytes."""
    return json.loads(case_json(record)) | {
        "bytes": [replace(d, id="") for d in record.documents],
    }


def assert_nothing_kept(workspace: Workspace) -> None:
    assert views.client_rows(workspace) == ()
    assert views.case_rows(workspace) == ()
    assert views.history(workspace) == ()
    assert check(workspace, NO_PROGRESS) == ()


def test_a_case_with_its_files_is_brought_in_whole(workspace: Workspace, folder: Path) -> None:
    record = cases.record(workspace, import_case(workspace, folder / "case.json"))
    assert case_json(record) == (folder / "case.json").read_bytes()
    for document in record.documents:
        kept = workspace.read(blobs.read, document.content_hash)
        assert kept == (folder / document.file).read_bytes()
    types = {d.file: (d.media_type, d.pages) for d in record.documents}
    assert types["denial-letter.pdf"] == ("application/pdf", 1)
    assert types["acknowledgement-scan.png"] == ("image/png", 1)
    assert check(workspace, NO_PROGRESS) == ()


def test_a_case_is_one_entry_in_the_history_and_can_be_undone(
    workspace: Workspace, folder: Path
) -> None:
    import_case(workspace, folder)
    assert [row.label for row in views.history(workspace)] == ["Case imported"]
    workspace.undo()
    assert views.case_rows(workspace) == ()


def test_what_is_handed_over_comes_in_equal(workspace: Workspace, tmp_path: Path) -> None:
    bundle = tmp_path / "out.zip"
    for name in assets.root().joinpath("sample").iterdir():
        first = import_case(workspace, assets.folder("sample", name.name))
        before = cases.record(workspace, first)
        assert export_bundle(workspace, first, bundle) == len(before.documents)
        again = cases.record(workspace, import_case(workspace, bundle))
        assert facts(again) == facts(before)


def test_handing_over_twice_gives_the_same_bytes(
    workspace: Workspace, folder: Path, tmp_path: Path
) -> None:
    case_id = import_case(workspace, folder)
    for name in ("a.zip", "b.zip"):
        export_bundle(workspace, case_id, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_bundle_that_was_unpacked_is_brought_in_too(
    workspace: Workspace, folder: Path, tmp_path: Path
) -> None:
    export_bundle(workspace, import_case(workspace, folder), tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as bundle:
        bundle.extractall(tmp_path / "unpacked")
    record = cases.record(workspace, import_case(workspace, tmp_path / "unpacked" / "case.json"))
    assert len(record.documents) == 5


def test_the_same_client_is_entered_once(workspace: Workspace) -> None:
    for name in ("rosa-mri", "rosa-er-bill", "lily-speech"):
        import_case(workspace, assets.folder("sample", name))
    assert [(c.name, c.cases) for c in views.client_rows(workspace)] == [
        ("Rosa Álvarez Núñez", 2),
        ("Lily 莉 Chen 陳", 1),
    ]


def test_a_client_who_differs_in_a_field_is_another(workspace: Workspace, folder: Path) -> None:
    import_case(workspace, folder)
    client = json.loads((folder / "case.json").read_text(encoding="utf-8"))["client"]
    edit(folder, client=client | {"phone": "916-555-0199"})
    import_case(workspace, folder)
    assert len(views.client_rows(workspace)) == 2


def test_a_file_that_is_not_there_is_named_and_nothing_is_kept(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "doctor-letter.pdf").unlink()
    with pytest.raises(Invalid, match=r"\$\.documents\[4\]\.file: “doctor-letter.pdf” is not be"):
        import_case(workspace, folder)
    assert_nothing_kept(workspace)


def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_kept(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "fax-confirmation.txt").write_bytes(b"")
    with pytest.raises(Invalid, match=r"\$\.documents\[2\]\.file: "):
        import_case(workspace, folder)
    assert_nothing_kept(workspace)


def test_a_link_that_leads_elsewhere_is_refused(
    workspace: Workspace, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    (folder / "fax-confirmation.txt").unlink()
    (folder / "fax-confirmation.txt").symlink_to(secret)
    with pytest.raises(Invalid, match="is a link"):
        import_case(workspace, folder)
    assert_nothing_kept(workspace)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_refused(workspace: Workspace, folder: Path) -> None:
    (folder / "fax-confirmation.txt").unlink()
    os.mkfifo(folder / "fax-confirmation.txt")
    with pytest.raises(Invalid, match="is not a file"):
        import_case(workspace, folder)
    (folder / "fax-confirmation.txt").unlink()
    (folder / "fax-confirmation.txt").mkdir()
    with pytest.raises(Invalid, match="is not a file"):
        import_case(workspace, folder)
    assert_nothing_kept(workspace)


def test_a_name_that_leads_out_of_the_folder_is_refused(workspace: Workspace, folder: Path) -> None:
    edit(folder, documents=[{"file": "../secret.txt", "kind": "other"}], events=[])
    with pytest.raises(Invalid, match="without folders"):
        import_case(workspace, folder)
    assert_nothing_kept(workspace)


def test_a_bundle_that_lacks_a_named_document_keeps_nothing(
    workspace: Workspace, folder: Path, tmp_path: Path
) -> None:
    export_bundle(workspace, import_case(workspace, folder), tmp_path / "out.zip")
    other = Workspace.create(tmp_path / "other.casebook", None)
    with zipfile.ZipFile(tmp_path / "out.zip") as whole:
        sums = whole.read("SHA256SUMS").decode().splitlines(keepends=True)
        with zipfile.ZipFile(tmp_path / "less.zip", "w") as less:
            kept = [line for line in sums if "doctor-letter" not in line]
            less.writestr("SHA256SUMS", "".join(kept))
            for name in whole.namelist():
                if name != "SHA256SUMS" and "doctor-letter" not in name:
                    less.writestr(name, whole.read(name))
    with pytest.raises(Invalid, match=r"\$\.documents\[4\]\.file: .*lacks the document"):
        import_case(other, tmp_path / "less.zip")
    assert_nothing_kept(other)
    other.close()


def test_what_is_not_there_or_no_case_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        import_case(workspace, tmp_path / "no.json")
    with pytest.raises(NotFound):
        import_case(workspace, tmp_path)
    for name, data in (("x.json", b"{"), ("x.zip", b"{}"), ("y.json", b"PK\3\4")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Invalid):
            import_case(workspace, tmp_path / name)
    assert_nothing_kept(workspace)


def test_a_bundle_that_cannot_be_written_leaves_what_was_there(
    workspace: Workspace, folder: Path, tmp_path: Path
) -> None:
    case_id = import_case(workspace, folder)
    old = tmp_path / "old.zip"
    old.write_bytes(b"older")
    with pytest.raises(NotFound):
        export_bundle(workspace, case_id, tmp_path / "no" / "x.zip")
    with pytest.raises(Invalid):
        export_bundle(workspace, case_id, folder)
    record = cases.record(workspace, case_id)
    lost = replace(record.documents[0], content_hash="0" * 64)
    from advocate_desktop.store import documents as rows

    with pytest.raises(Invalid):
        workspace.run("Spoil", rows.update_document, lost)
    export_bundle(workspace, case_id, old)
    assert old.read_bytes().startswith(b"PK")
    assert not list(tmp_path.glob(".writing-*"))
