"""What was said to be saved is there: after a kill, a full disk, a flipped bit."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import DiskFull, Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store.cases import records

PROJECT = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery staple"

WRITER = """
import hashlib, os, sys
from datetime import date
from pathlib import Path
from advocate_desktop.domain.cases import Case, CaseRecord
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.people import Client
from advocate_desktop.services import cases, events
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs, documents

def attach(unit, case_id, data):
    content = blobs.put(unit, data)
    number = cases.new_id()
    documents.insert_document(
        unit, case_id, Document(number, number + ".bin", content_hash=content, size=len(data)))
    return content

def session(workspace, said, seed):
    "Enter cases, events and documents without end, and say each once it is saved."
    while True:
        number = cases.new_id()
        record = CaseRecord(Client(number, "Ana"), Coverage(number), Case(number, "Dispute"))
        workspace.run("Case created", cases.create, record)
        said("case", number)
        for _ in range(5):
            event = Event(cases.new_id(), EventKind.INCIDENT, date(2026, 1, 5), "x" * 2000)
            workspace.run("Event recorded", events.add, number, event)
            said("event", event.id)
        data = hashlib.sha256(number.encode()).digest() * seed
        content = workspace.run("Attached", attach, number, data)
        said("document", content)
        workspace.run("Case renamed", cases.update_case, Case(number, "Renamed"))
        workspace.undo()
        said("undone", number)
"""

KILLED = (
    WRITER
    + """
import json
def said(kind, what):
    print(json.dumps([kind, what]), flush=True)
for _ in sys.stdin:
    # All is imported once; each writer opens the casebook itself, after the fork.
    writer = os.fork()
    if not writer:
        workspace = Workspace.open(Path(sys.argv[1]), sys.argv[2])
        said("writer", os.getpid() if not workspace.read_only else None)
        session(workspace, said, 10_000)
    os.waitpid(writer, 0)
    said("killed", writer)
"""
)

FILLED = (
    WRITER
    + """
import json, resource
workspace = Workspace.open(Path(sys.argv[1]), sys.argv[2])
def said(kind, what):
    print(json.dumps([kind, what]), flush=True)
room = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    session(workspace, said, 4_000)
except AdvocateError as error:
    print(json.dumps(["refused", type(error).__name__]), flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
number = cases.new_id()
record = CaseRecord(Client(number, "Ana"), Coverage(number), Case(number, "Dispute"))
workspace.run("Case created", cases.create, record)
said("case", number)
workspace.close()
"""
)


def assert_kept(workspace, acknowledged):
    """Compare the casebook with what its writer said was saved."""
    kept = {record.case.id: record for record in workspace.read(records)}
    assert {what for kind, what in acknowledged if kind == "case"} <= kept.keys()
    events = {event.id for record in kept.values() for event in record.events}
    assert {what for kind, what in acknowledged if kind == "event"} <= events
    for kind, what in acknowledged:
        if kind == "document":
            workspace.read(blobs.read, what)
        elif kind == "undone":
            assert kept[what].case.title == "Dispute"
    assert check(workspace, NO_PROGRESS) == ()


def said_until_killed(child, lines, seconds):
    """Let a writer say so many lines, kill it a moment later, and return all that it said."""
    child.stdin.write("go\n")
    child.stdin.flush()
    kind, writer = json.loads(child.stdout.readline())
    assert (kind, writer is None) == ("writer", False)
    said = [json.loads(child.stdout.readline()) for _ in range(lines)]
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    while (told := json.loads(child.stdout.readline())) != ["killed", writer]:
        said.append(told)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_was_saved_outlives_a_killed_process(tmp_path, passphrase):
    path = tmp_path / "killed.casebook"
    Workspace.create(path, passphrase).close()
    chance = random.Random(20260210)
    acknowledged = []
    command = [sys.executable, "-c", KILLED, str(path), passphrase or ""]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, cwd=PROJECT) as child:
        for _ in range(10):
            lines, seconds = chance.randrange(20), chance.uniform(0.0, 0.03)
            acknowledged += said_until_killed(child, lines, seconds)
            workspace = Workspace.open(path, passphrase)
            assert not workspace.read_only
            assert_kept(workspace, acknowledged)
            workspace.close()
        child.stdin.close()
    assert len(acknowledged) > 50
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("room", [800_000, 820_000, 1_000_000, 1_300_007])
def test_a_full_disk_gets_one_sentence_and_the_casebook_goes_on(tmp_path, passphrase, room):
    path = tmp_path / "full.casebook"
    Workspace.create(path, passphrase).close()
    command = [sys.executable, "-c", FILLED, str(path), passphrase or "", str(room)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [what for kind, what in said if kind == "refused"] == [DiskFull.__name__]
    workspace = Workspace.open(path, passphrase)
    assert_kept(workspace, said)
    workspace.close()


def test_a_new_casebook_that_does_not_fit_leaves_no_file(tmp_path):
    script = (
        WRITER
        + """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Workspace.create(Path(sys.argv[1]), "a passphrase")
except AdvocateError as error:
    print(type(error).__name__)
"""
    )
    for room in (0, 20_000, 500_000):
        command = [sys.executable, "-c", script, str(tmp_path / "new.casebook"), str(room)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
        assert (done.stdout.strip(), done.stderr) == (DiskFull.__name__, "")
        assert list(tmp_path.iterdir()) == []


def run_in_little_room(script, *arguments):
    limited = (
        "import resource, sys\n"
        "def limit(room):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))\n"
    )
    command = [sys.executable, "-c", WRITER + limited + script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_backup_that_does_not_fit_leaves_no_file(workspace, tmp_path):
    workspace.run("Bytes", blobs.put, bytes(3_000_000))
    target = tmp_path / "copy.casebook"
    script = """
from advocate_desktop.services.backup import backup
from advocate_desktop.services.progress import NO_PROGRESS
workspace = Workspace.open(Path(sys.argv[1]), None)
limit(2_000_000)
try:
    backup(workspace, Path(sys.argv[2]), NO_PROGRESS)
except AdvocateError as error:
    print(type(error).__name__)
"""
    before = set(tmp_path.iterdir())
    assert run_in_little_room(script, workspace.path, target) == [DiskFull.__name__]
    assert set(tmp_path.iterdir()) == before


def test_a_casebook_on_a_full_disk_opens_for_reading_and_is_nobody_elses(
    workspace, enter, sample_record
):
    enter(workspace, sample_record)
    workspace.close()
    script = """
limit(0)
workspace = Workspace.open(Path(sys.argv[1]), None)
print(workspace.read_only, workspace.read_only_reason)
print(cases.record(workspace, cases.resolve_id(workspace, "case-ana")).case.title)
try:
    workspace.run("Trash", cases.trash, "case-ana")
except AdvocateError as error:
    print(type(error).__name__)
"""
    before = workspace.path.read_bytes()
    reason, title, refusal = run_in_little_room(script, workspace.path)
    assert reason.startswith("True There is no room left")
    assert (title, refusal) == (sample_record.case.title, DiskFull.__name__)
    assert workspace.path.read_bytes() == before


def test_a_lock_holds_even_where_its_words_do_not_fit(tmp_path):
    script = """
from advocate_desktop.store.lock import WriteLock
limit(0)
first, second = WriteLock.take(Path(sys.argv[1])), WriteLock.take(Path(sys.argv[1]))
print(first is not None, second is None)
"""
    assert run_in_little_room(script, tmp_path / "any.casebook") == ["True True"]
