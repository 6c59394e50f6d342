"""A full disk and a failed drive are told of with the way out of it."""

from __future__ import annotations

import pytest

from advocate_desktop.services import reserve
from advocate_desktop.services.workspace import DiskFull, DriveFailed


def find_no_room(unit):
    raise DiskFull("There is no room left.")


def fail_to_write(unit, casebook):
    casebook.read_only_reason = "The casebook can only be read here."
    raise DriveFailed(casebook.read_only_reason)


def test_a_full_disk_offers_the_reserve_once_there_is_one(window):
    workspace = window.desk.workspace
    with pytest.raises(DiskFull):
        workspace.run("Something", find_no_room)
    assert window.notices.action == ""
    assert reserve.keep(workspace)
    with pytest.raises(DiskFull):
        workspace.run("Something", find_no_room)
    assert window.notices.action == "Free the reserve"
    window.notices._act()
    assert not reserve.is_kept(workspace)
    assert "saving works again" in window.notices.text


def test_a_failed_drive_is_told_of_with_a_button_that_opens_the_casebook_again(window, qtbot):
    workspace = window.desk.workspace
    with pytest.raises(DriveFailed):
        workspace.run("Something", fail_to_write, workspace.casebook)
    qtbot.waitUntil(lambda: window.banner.action == "Open it again")
    assert "can only be read here" in window.banner.text
    assert window.status.saved.text().startswith("read only")
    assert not window.acts["new_case"].isEnabled()
    window.banner._act()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.workspace is not workspace)
    assert not window.desk.workspace.read_only
    assert window.acts["new_case"].isEnabled()
