"""A casebook whose pages lie in each other's places says so, and shows nothing wrong as right."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks import damage


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A plain casebook with two cases, and all that it shows."""
    path = tmp_path_factory.mktemp("whole") / "whole.casebook"
    damage.make(path, None)
    workspace = damage.Workspace.open(path, None, clock=lambda: damage.sample.AS_OF)
    shown = damage.everything(workspace)
    workspace.close()
    return path.read_bytes(), shown


@pytest.mark.parametrize("seed", range(24))
def test_pages_that_changed_places_are_noticed_and_no_bug_comes_of_them(whole, tmp_path, seed):
    data, shown = whole
    copy = bytearray(data)
    damage.swapped(copy, random.Random(seed))
    path = tmp_path / "copy.casebook"
    path.write_bytes(copy)
    found = damage.fate(path, None, shown)
    assert found in {
        damage.OPENING,
        damage.READING,
        damage.CHECK,
        damage.SHOWN,
        damage.HARMLESS,
    }
