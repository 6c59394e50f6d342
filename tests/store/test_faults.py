"""Small runs of the experiments with kills, full and failing drives, and spoilt files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FORKS = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made for Linux")


def run(name: str, *options: str) -> str:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@FORKS
@pytest.mark.parametrize("kept", [(), ("--plain",)])
def test_nothing_that_was_saved_is_lost_by_kills(kept):
    steps = "record_event,take_back_event,change_case,trash_case,attach_large,back_up"
    told = run("kills", "--kills", "4", "--seed", "2", "--steps", steps, *kept)
    assert "told as saved, 0 wrong" in told


@FORKS
def test_a_judge_of_sessions_sees_what_is_lost():
    told = subprocess.run(
        [sys.executable, "-c", LOSING], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    assert told.stdout == "['event lost', 'orphan', 'backup lost']\n"


LOSING = """
import tempfile
from pathlib import Path
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs
from tests.benchmarks.sessions import CASEBOOK, Ledger, judge, prepare
with tempfile.TemporaryDirectory() as name:
    folder = Path(name) / "session"
    prepare(folder, None)
    workspace = Workspace.open(folder / CASEBOOK, None)
    workspace.run("Bytes", blobs.put, b"nobody's")
    workspace.close()
    ledger = Ledger(saved={"event gone": "A note", "backup": "gone.casebook"})
    told = " | ".join(judge(folder, None, ledger, seen=set()))
    words = {"event lost": "event gone", "orphan": "1 bytes without", "backup lost": "gone.case"}
    print([what for what, part in words.items() if part in told])
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("kind", ["kill", "full", "failing"])
def test_a_change_is_whole_or_not_there_whatever_call_fails(kind):
    assert " 0 wrong" in run("faults", kind, "--points", "2", "--steps", "record_event")


@pytest.mark.parametrize("kept", [(), ("--plain",)])
def test_damage_is_noticed_or_harmless(kept):
    told = run("damage", "--flips", "4", "--others", "1", "--seed", "5", *kept)
    assert "MISSED" not in told


def test_a_history_shows_every_touch_of_other_hands():
    told = run("history", "--entries", "200", "--each", "4", "--long", "0")
    assert told.count("4 of 4 noticed") == 5
