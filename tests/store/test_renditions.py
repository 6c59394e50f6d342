"""What is derived from documents is kept once made, and never trusted blindly."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from advocate_desktop.store import blobs, journal, renditions
from advocate_desktop.store.tables import renditions as table

LARGE = bytes(range(256)) * 10_000


@pytest.fixture
def content(workspace):
    return workspace.run("Kept", blobs.put, b"a letter")


def keep(workspace, content, data, purpose="pdf", recipe="1"):
    workspace.run("Kept", renditions.keep, content, purpose, recipe, data)


def kept(workspace, content, purpose="pdf", recipe="1"):
    return workspace.read(renditions.kept, content, purpose, recipe)


def test_what_was_kept_comes_back_also_in_many_pieces(workspace, content):
    for data in (b"%PDF small", LARGE, b""):
        keep(workspace, content, data)
        assert kept(workspace, content) == data


def test_another_recipe_or_purpose_has_nothing(workspace, content):
    keep(workspace, content, b"%PDF")
    assert kept(workspace, content, recipe="11") is None
    assert kept(workspace, content, recipe="%") is None
    assert kept(workspace, content, purpose="thumbnail") is None


def test_what_was_damaged_in_the_file_is_not_handed_out(workspace, content):
    keep(workspace, content, LARGE)
    spoil = update(table).where(table.c.position == 1).values(bytes=b"spoilt")
    workspace.run("Spoilt", lambda unit: unit.connection.execute(spoil))
    assert kept(workspace, content) is None
    keep(workspace, content, LARGE)
    assert kept(workspace, content) == LARGE


def test_the_oldest_go_when_there_is_too_much(workspace):
    contents = [workspace.run("Kept", blobs.put, b"letter %d" % n) for n in range(4)]
    for content in contents:
        keep(workspace, content, bytes(1000))
    keep(workspace, contents[0], bytes(1000))
    keep(workspace, contents[1], b"never counted", purpose="unlocked")
    workspace.run("Bound", renditions.bound, "pdf", 2500)
    assert [kept(workspace, content) is not None for content in contents] == [
        True,
        False,
        False,
        True,
    ]
    assert kept(workspace, contents[1], purpose="unlocked")


def test_nothing_of_it_is_in_the_history(workspace, content):
    before = workspace.read(journal.last_number)
    keep(workspace, content, b"%PDF")
    assert workspace.read(journal.last_number) == before
    assert workspace.undo_label is None
