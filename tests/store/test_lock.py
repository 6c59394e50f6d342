"""One writer at a time, and what can still be done where nothing can be written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from advocate_desktop.services import cases
from advocate_desktop.services.workspace import CasebookInUse, FolderReadOnly, Workspace

PROJECT = Path(__file__).parents[2]
IMPORTS = """
import sys, time
from pathlib import Path
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Workspace
path = Path(sys.argv[1])
"""


def test_the_second_window_reads_and_says_who_has_it(workspace, sample_record, enter):
    enter(workspace, sample_record)
    second = Workspace.open(workspace.path, None)
    assert second.read_only
    assert " on " in second.read_only_reason
    assert cases.record(second, sample_record.case.id) == sample_record
    with pytest.raises(CasebookInUse):
        second.run("Case put into the trash", cases.trash, sample_record.case.id)
    second.close()
    workspace.close()
    third = Workspace.open(workspace.path, None)
    assert not third.read_only
    third.close()
    assert [p.name for p in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_the_second_window_hears_what_the_first_writes(workspace, sample_record, enter):
    second = Workspace.open(workspace.path, None)
    heard = []
    second.listen(heard.append)
    second.look()
    assert heard == []
    enter(workspace, sample_record)
    second.look()
    second.look()
    assert [(change.label, set(change.cases)) for change in heard] == [
        ("Case created", {sample_record.case.id})
    ]
    second.close()


def test_a_lock_left_by_a_killed_process_locks_nobody_out(tmp_path):
    path = tmp_path / "killed.casebook"
    Workspace.create(path, None).close()
    script = "w = Workspace.open(path, None); print(w.read_only, flush=True); time.sleep(60)"
    command = [sys.executable, "-c", IMPORTS + script, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as child:
        assert child.stdout.readline() == "False\n"
        other = Workspace.open(path, None)
        assert other.read_only
        other.close()
        child.kill()
        child.wait()
    again = Workspace.open(path, None)
    assert not again.read_only
    again.close()


def test_the_lock_says_who_and_where_and_no_word_of_the_casebook(
    encrypted_workspace, sample_record, enter
):
    enter(encrypted_workspace, sample_record)
    lock = encrypted_workspace.path.with_name("sealed.casebook.lock").read_text()
    user, computer, process = lock.splitlines()
    assert user
    assert computer
    assert process == str(os.getpid())


def test_a_link_to_a_casebook_shares_its_lock(workspace, tmp_path):
    link = tmp_path / "link.casebook"
    link.symlink_to(workspace.path)
    second = Workspace.open(link, None)
    assert second.read_only
    second.close()


def run_without_rights(script: str, path: Path) -> str:
    """Run a script as a user who owns nothing; skip where that cannot be done."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only the superuser can run a part of a test as somebody else")
    give_up = (
        "import encodings.idna; Workspace.create(Path(sys.argv[2]), None).close()\n"
        "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    )
    warmed = path.parent.parent / "warm.casebook"  # all modules are read while we still may
    command = [sys.executable, "-c", IMPORTS + give_up + script, str(path), str(warmed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shared_folder():
    """Give a folder that everybody can look into and nobody but its owner can write to.

    It lies beside the folders of the tests: those share a parent that nobody else can look into,
    and one test closing it again would take it from under another that runs at the same time.
    """
    with tempfile.TemporaryDirectory() as own:
        Path(own).chmod(0o711)
        folder = Path(own, "shared")
        folder.mkdir(mode=0o755)
        yield folder


REFUSAL = "except AdvocateError as error: print(type(error).__name__, error)"


def test_a_folder_that_cannot_be_written_to_gets_one_sentence(shared_folder):
    script = f"try: Workspace.create(path, None)\n{REFUSAL}"
    told = run_without_rights(script, shared_folder / "new.casebook")
    assert told.startswith(FolderReadOnly.__name__)
    assert list(shared_folder.iterdir()) == []


def test_a_casebook_in_a_read_only_folder_can_be_read_and_says_why_not_written(
    shared_folder, sample_record, enter
):
    path = shared_folder / "seen.casebook"
    owner = Workspace.create(path, None)
    enter(owner, sample_record)
    owner.close()
    path.chmod(0o644)
    script = f"""
w = Workspace.open(path, None)
print(w.read_only)
print(cases.record(w, cases.resolve_id(w, "case")).case.title)
try: w.run("Trash", cases.trash, "case-ana")
{REFUSAL}
w.close()
"""
    before = path.read_bytes()
    read_only, title, refusal = run_without_rights(script, path).splitlines()
    assert (read_only, title) == ("True", sample_record.case.title)
    assert refusal.startswith(FolderReadOnly.__name__)
    assert path.read_bytes() == before
    assert [p.name for p in shared_folder.iterdir()] == [path.name]
