"""A casebook in a sync folder or on a network share is warned of, one at home is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocate_desktop.services.casebook_place import place_warning

HERE = "/dev/sda1 / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("Dropbox/cases", "Dropbox"),
        ("Dropbox (Office)", "Dropbox"),
        ("OneDrive - Example Advocates/cases", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-ada@example.org/cases", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Library/CloudStorage/ProtonDrive", "a cloud drive"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_the_folders_of_sync_programs_are_known_by_name(tmp_path, folder, named):
    assert f"a folder of {named}." in place_warning(tmp_path / folder / "a.casebook", HERE)


@pytest.mark.parametrize(
    ("mark", "named"), [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing")]
)
def test_a_folder_of_any_name_is_known_by_what_lies_in_it(tmp_path, mark, named):
    inner = tmp_path / "shared" / "cases"
    inner.mkdir(parents=True)
    (tmp_path / "shared" / mark).mkdir()
    assert f"a folder of {named}." in place_warning(inner / "a.casebook", HERE)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_share_is_known_by_its_mount(kind):
    mounts = f"{HERE}server:/x /mnt/office\\040files {kind} rw 0 0\n"
    share = Path("/mnt/office files/cases/a.casebook")
    assert "network share" in place_warning(share, mounts)
    assert place_warning(Path("/mnt/other/a.casebook"), mounts) == ""


def test_a_local_drive_within_a_share_is_local():
    mounts = f"{HERE}server:/x /mnt nfs rw 0 0\n/dev/sdb1 /mnt/stick vfat rw 0 0\n"
    assert place_warning(Path("/mnt/stick/a.casebook"), mounts) == ""
    assert "network share" in place_warning(Path("/mnt/a.casebook"), mounts)


def test_a_place_at_home_is_no_matter(tmp_path):
    for folder in ("Documents", "Boxes", "My Dropbox notes", "Megan"):
        assert place_warning(tmp_path / folder / "a.casebook", HERE) == ""
    assert place_warning(tmp_path / "a.casebook", "") == ""
    assert place_warning(tmp_path / "a.casebook", "torn line\n\n") == ""
