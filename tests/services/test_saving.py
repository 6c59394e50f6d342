"""Files written outside the casebook are whole or not there, and refusals are sentences."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from advocate_desktop.domain.errors import AdvocateError, Invalid, NotFound
from advocate_desktop.services.saving import save_all, save_bytes, saved_folder, saved_whole


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    save_bytes(path, b"one")
    save_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["letter.pdf"]
    other = tmp_path / "other"
    other.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_what_was_there_stays_when_the_work_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"old")

    def write_half() -> None:
        with saved_whole(path) as stream:
            stream.write(b"half")
            raise Invalid("not today")

    with pytest.raises(Invalid, match="not today"):
        write_half()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotFound, match="no folder"):
        save_bytes(tmp_path / "no" / "x.pdf", b"")
    with pytest.raises(NotFound, match="no folder"):
        save_bytes(tmp_path / "file" / "x.pdf", b"")
    with pytest.raises(Invalid, match="is a folder"):
        save_bytes(tmp_path, b"")
    with pytest.raises(Invalid, match="cannot be the name"):
        save_bytes(tmp_path / ("x" * 300), b"")
    if Path("/sys/kernel").exists():
        with pytest.raises(AdvocateError, match="cannot be written to"):
            save_bytes(Path("/sys/kernel/x.pdf"), b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"old")
    code = (
        "import resource, pathlib\n"
        "from advocate_desktop.services.saving import save_bytes, DiskFull\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        f"    save_bytes(pathlib.Path({str(path)!r}), bytes(5000))\n"
        "except DiskFull as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "no room left" in said.stdout
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["letter.pdf"]


def test_files_that_belong_together_are_written_all_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "one.pdf", tmp_path / "gone" / "two.pdf"
    with pytest.raises(NotFound):
        save_all({first: b"one", second: b"two"})
    assert list(tmp_path.iterdir()) == []
    save_all({first: b"one", tmp_path / "two.pdf": b"two"})
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"one", b"two"]


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "folder"
    with pytest.raises(NotFound), saved_folder(out) as draft:
        save_all({draft / "half": b"half", draft / "gone" / "rest": b""})
    assert list(tmp_path.iterdir()) == []
    with saved_folder(out) as draft:
        (draft / "whole").write_bytes(b"whole")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder", "whole"]
    with pytest.raises(Invalid, match="not empty"), saved_folder(out):
        pass
