"""Guessing at a passphrase gets slower, for that file alone, and nothing of it is kept."""

from __future__ import annotations

import pytest

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import rescue, restoring, updating
from advocate_desktop.services.passphrase_waits import FREE, LONGEST, PassphraseWaits, TooSoon
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Workspace, WrongPassphrase


def test_the_wait_doubles_to_a_minute_and_ends_with_the_right_one(tmp_path):
    now, path = [100.0], tmp_path / "a.casebook"
    waits = PassphraseWaits(lambda: now[0])
    seen = []
    for _ in range(9):
        waits.note_wrong(path)
        seen.append(waits.left(path))
        now[0] += waits.left(path)
    assert seen == [0, 0, 2, 4, 8, 16, 32, LONGEST, LONGEST]
    waits.note_wrong(path)
    with pytest.raises(TooSoon, match="Wait 60 seconds"):
        waits.check(path)
    waits.check(tmp_path / "another.casebook")
    waits.forget(path)
    waits.check(path)


def test_a_casebook_is_not_tried_while_the_wait_lasts(tmp_path, passphrase):
    path = tmp_path / "guessed.casebook"
    Workspace.create(path, passphrase).close()
    told = set()
    for number in range(FREE):
        with pytest.raises(WrongPassphrase) as error:
            Workspace.open(path, passphrase[:-number] + "x" if number else "wrong")
        told.add(str(error.value))
    assert len(told) == 1, "no hint which part was wrong"
    with pytest.raises(TooSoon):
        Workspace.open(path, passphrase)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["guessed.casebook"]


@pytest.mark.parametrize("way", ["rescue", "restore", "look", "update"])
def test_no_way_in_lets_anybody_guess_without_waiting(tmp_path, passphrase, workspace, way):
    path = tmp_path / "guessed.casebook"
    Workspace.create(path, passphrase).close()
    ways = {
        "rescue": lambda typed: rescue.rescue(
            path, typed, tmp_path / "new.casebook", NO_PROGRESS, clock=workspace.now, who=""
        ),
        "restore": lambda typed: restoring.restore_new(
            path, typed, tmp_path / "new.casebook", NO_PROGRESS
        ),
        "look": lambda typed: restoring.look_inside(workspace, path, typed),
        "update": lambda typed: updating.open_updated(
            path, typed, NO_PROGRESS, clock=workspace.now
        ),
    }
    for number in range(FREE):
        with pytest.raises(AdvocateError):
            ways[way](f"wrong {number}")
    with pytest.raises(TooSoon):
        ways[way](passphrase)
    assert not updating.needs_update(path, passphrase)
    assert not (tmp_path / "new.casebook").exists()
