"""A full disk is told of with the way out of it."""

from __future__ import annotations

import pytest

from advocate_desktop.services import reserve
from advocate_desktop.services.workspace import DiskFull


def find_no_room(unit):
    raise DiskFull("There is no room left.")


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
