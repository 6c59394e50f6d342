"""A passphrase is changed, and the recovery key on paper opens until it is."""

from __future__ import annotations

import re
import subprocess

import pytest

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.history import history
from advocate_desktop.services.passphrase import change_passphrase, save_recovery_sheet
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import PassphraseNeeded, Workspace, WrongPassphrase


def printed(pdf):
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_the_key_on_the_sheet_opens_the_casebook_until_the_passphrase_changes(
    encrypted_workspace, enter, sample_record, passphrase, tmp_path
):
    opened, path = encrypted_workspace, encrypted_workspace.path
    case_id = enter(opened, sample_record)
    sheet = tmp_path / "sheet.pdf"
    save_recovery_sheet(opened, sheet)
    opened.close()
    text = printed(sheet)
    assert "sealed.casebook" in text
    key = " ".join(re.findall(r"\b[A-Z2-7]{4}\b", text))
    assert len(key) == 15 * 5 - 1

    again = Workspace.open(path, key)
    assert cases.record(again, case_id) == sample_record
    change_passphrase(again, "a new one", NO_PROGRESS)
    assert again.closed
    for old in (key, passphrase):
        with pytest.raises(WrongPassphrase):
            Workspace.open(path, old)
    changed = Workspace.open(path, "a new one")
    assert cases.record(changed, case_id) == sample_record
    assert changed.undo() == "Case created"
    assert check(changed, NO_PROGRESS) == ()
    changed.close()


def test_a_casebook_without_a_passphrase_has_no_recovery_sheet(workspace, tmp_path):
    with pytest.raises(Invalid):
        save_recovery_sheet(workspace, tmp_path / "sheet.pdf")
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_casebook_in_clear_gets_a_passphrase_and_leaves_no_word_behind(
    workspace, enter, sample_record, passphrase
):
    case_id, path = enter(workspace, sample_record), workspace.path
    history_before = history(workspace)
    change_passphrase(workspace, passphrase, NO_PROGRESS)
    assert workspace.closed
    with pytest.raises(PassphraseNeeded):
        Workspace.open(path, None)
    raw = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert sample_record.client.family_name.encode() not in raw
    opened = Workspace.open(path, passphrase)
    assert cases.record(opened, case_id) == sample_record
    assert history(opened) == history_before
    assert check(opened, NO_PROGRESS) == ()
    opened.run("Case trashed", cases.trash, case_id)
    opened.close()
