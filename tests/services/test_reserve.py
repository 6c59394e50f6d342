"""On a disk that is really full, giving up the reserve lets one erase and go on."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

import pytest

from advocate_desktop.services import cases, erasing, reserve
from advocate_desktop.services.check import check
from advocate_desktop.services.erasing import What
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import DiskFull, Workspace
from advocate_desktop.store import reserve as kept


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 96 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("a small disk can only be made by the administrator")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place):
    for name, step in (("filler", 1 << 20), ("filler 2", 1 << 10)):
        with (place / name).open("wb", buffering=0) as stream, suppress(OSError):
            while True:
                stream.write(b"x" * step)


def go_on(opened, case_id):
    for _ in range(200):
        opened.run("Case trashed", cases.trash, case_id)
        opened.run("Case restored", cases.restore, case_id)


def test_a_full_disk_is_worked_out_of_by_freeing_the_reserve(small_disk, enter, new_record):
    opened = Workspace.create(small_disk / "cases.casebook", "a long enough passphrase")
    told = []
    opened.listen_for_full_disk(lambda: told.append(True))
    first, second = new_record(), new_record()
    enter(opened, first)
    enter(opened, second)
    assert reserve.keep(opened)
    assert kept.reserve_path(opened.path).stat().st_size == kept.SIZE
    fill(small_disk)
    with pytest.raises(DiskFull):
        go_on(opened, first.case.id)
    assert told == [True]
    assert reserve.free(opened)
    assert not reserve.free(opened)
    proof = erasing.erase(opened, What.CLIENT, first.client.id, NO_PROGRESS)
    assert proof.is_proven
    assert check(opened, NO_PROGRESS) == ()
    assert not reserve.keep(opened), "there is not room enough to make it anew"
    (small_disk / "filler").unlink()
    assert reserve.keep(opened)
    opened.close()


def test_a_reserve_needs_plenty_of_room_and_is_private(workspace):
    assert reserve.keep(workspace)
    assert reserve.is_kept(workspace)
    if os.name == "posix":
        assert kept.reserve_path(workspace.path).stat().st_mode & 0o777 == 0o600
