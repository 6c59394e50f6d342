"""The program keeps its things in this user's folders and makes none by asking."""

import sys
from pathlib import Path

import pytest

from advocate_desktop import paths


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms name these folders otherwise")
def test_folders_follow_the_users_settings_on_linux(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert paths.data_dir() == tmp_path / "data" / "advocate-desktop"
    assert paths.backup_dir() == tmp_path / "data" / "advocate-desktop" / "backups"
    assert paths.log_dir().is_relative_to(tmp_path / "state" / "advocate-desktop")
    assert list(tmp_path.iterdir()) == []


def test_the_log_lies_apart_from_the_casebooks():
    assert not paths.log_dir().is_relative_to(paths.backup_dir())
    assert paths.log_dir() != paths.data_dir()
    assert all(isinstance(found(), Path) for found in (paths.data_dir, paths.log_dir))
