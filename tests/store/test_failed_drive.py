"""After a failed write nothing more is told as saved; a full disk is another thing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import room

PROJECT = Path(__file__).parents[2]
STRACED = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
PASSPHRASE = "copper lantern seven rivers"

AT_WORK = """
import json, sys
from dataclasses import replace
from pathlib import Path
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), sys.argv[2] or None)
heard = []
workspace.listen_for_failed_drive(lambda: heard.append(True))
number = cases.resolve_id(workspace, "case-ana")
for line in sys.stdin:
    case = cases.record(workspace, number).case
    try:
        workspace.run("Renamed", cases.update_case, replace(case, title=line.strip()))
        said = "saved"
    except AdvocateError as error:
        said = type(error).__name__
    shown = cases.record(workspace, number).case.title
    print(json.dumps([said, workspace.read_only, len(heard), shown]), flush=True)
workspace.close()
"""


class AtWork:
    """A session in a process of its own that renames a case as it is told."""

    def __init__(self, path: Path, passphrase: str | None) -> None:
        command = [sys.executable, "-c", AT_WORK, str(path), passphrase or ""]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
        )

    def rename(self, title: str) -> list[object]:
        self.process.stdin.write(title + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def rename_while(self, title: str, inject: str) -> list[object]:
        calls = inject.split(":")[0]
        command = ["strace", "-f", "-o", "/dev/null", "-p", str(self.process.pid)]
        command += ["-e", f"trace={calls}", "-e", f"inject={inject}"]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        if "attached" not in tracer.stderr.readline():
            pytest.skip("strace may not look on here")
        told = self.rename(title)
        tracer.terminate()
        tracer.communicate()
        return told

    def close(self) -> None:
        self.process.stdin.close()
        assert self.process.wait() == 0
        self.process.stdout.close()


@STRACED
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("fault", ["fsync,fdatasync:error=EIO", "pwrite64:error=EIO"])
def test_after_a_failed_write_nothing_is_told_as_saved_until_the_casebook_is_opened_again(
    tmp_path, enter, sample_record, passphrase, fault
):
    path = tmp_path / "failing.casebook"
    workspace = Workspace.create(path, passphrase)
    enter(workspace, sample_record)
    workspace.close()
    session = AtWork(path, passphrase)
    assert session.rename("Kept") == ["saved", False, 0, "Kept"]
    assert session.rename_while("Lost", f"{fault}:when=1") == ["DriveFailed", True, 1, "Kept"]
    assert session.rename("Refused") == ["DriveFailed", True, 1, "Kept"]
    session.close()
    again = AtWork(path, passphrase)
    assert again.rename("Kept again") == ["saved", False, 0, "Kept again"]
    again.close()
    workspace = Workspace.open(path, passphrase)
    number = cases.resolve_id(workspace, "case-ana")
    assert cases.record(workspace, number).case.title == "Kept again"
    assert check(workspace, NO_PROGRESS) == ()
    workspace.close()


@STRACED
def test_a_sync_that_finds_no_room_is_a_failed_drive_as_what_it_kept_is_unknown(
    tmp_path, enter, sample_record
):
    path = tmp_path / "failing.casebook"
    workspace = Workspace.create(path, None)
    enter(workspace, sample_record)
    workspace.close()
    session = AtWork(path, None)
    told = session.rename_while("Lost", "fsync,fdatasync:error=ENOSPC:when=1")
    assert told[:2] == ["DriveFailed", True]
    session.close()


@STRACED
def test_a_full_disk_leaves_the_casebook_writable(tmp_path, enter, sample_record):
    path = tmp_path / "full.casebook"
    workspace = Workspace.create(path, None)
    enter(workspace, sample_record)
    workspace.close()
    session = AtWork(path, None)
    before = session.rename("Before")[3]
    for number in ("ENOSPC", "EDQUOT", "EFBIG"):
        told = session.rename_while("Lost", f"pwrite64:error={number}:when=1+")
        assert told == ["DiskFull", False, 0, before]
    assert session.rename("After") == ["saved", False, 0, "After"]
    session.close()


def test_a_drive_with_room_does_not_lack_it_and_one_without_a_folder_neither(tmp_path):
    casebook = tmp_path / "any.casebook"
    casebook.write_bytes(b"1")
    assert not room.is_lacking(casebook)
    assert not room.is_lacking(tmp_path / "pulled out" / "any.casebook")
    assert list(tmp_path.iterdir()) == [casebook]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_limit_on_the_size_of_files_is_a_lack_of_room(tmp_path):
    casebook = tmp_path / "any.casebook"
    casebook.write_bytes(b"1")
    script = (
        "import resource, sys; from pathlib import Path; from advocate_desktop.store import room\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "print(room.is_lacking(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", script, str(casebook)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout == "True\n"
