"""Work in a casebook through the services, told step by step, and the judge of what is left of it.

A session tells what it is about to do and, once the service has returned, that it is saved. It
tells it to another process, which keeps the ledger; so the ledger outlives a killed session.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import socket
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import text

from advocate_desktop import assets, paths
from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.intake import isolated
from advocate_desktop.services import (
    automatic_backup,
    cases,
    documents,
    events,
    interchange,
    letters,
    packets,
    passphrase,
    restoring,
    sample,
)
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Connection, Workspace
from advocate_desktop.store.cases import records

PASSPHRASE = "copper lantern seven rivers"
CASEBOOK = "work.casebook"
LARGE = 5_000_000
"""Bytes of a large attachment."""
BUNDLED = "Imported from a bundle"
"""The title of the case in the bundle that sessions import."""


@dataclass
class Ledger:
    """What a session said: the value each thing had when it was last saved, and what came next."""

    saved: dict[str, str | None] = field(default_factory=dict)
    about: dict[str, str | None] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Class and sentence of the errors that were told."""
    told: int = 0
    """How many times something was told as saved."""

    def hear(self, line: str) -> str:
        """Take a line of a session and return its kind."""
        kind, *words = json.loads(line)
        if kind == "about":
            self.about[words[0]] = words[1]
        elif kind == "saved":
            self.saved[words[0]] = words[1]
            self.about.clear()
            self.told += 1
        elif kind == "refused":
            self.refused.append((words[0], words[1]))
        return str(kind)


Tell = Callable[..., None]


class Session:
    """Somebody at work in a casebook; each step ends only once all it did is told."""

    def __init__(self, folder: Path, phrase: str | None, seed: int, tell: Tell) -> None:
        self.folder = folder
        self.phrase = phrase
        self.chance = random.Random(seed)
        self.tell = tell
        self._now = datetime(2026, 3, 17, 9, 0, tzinfo=PACIFIC) + timedelta(days=seed % 1000)
        paths.backup_dir = lambda: folder / "backups"
        self.open()

    def open(self) -> None:
        """Open the casebook as the program does, a little later than the last time."""
        self._now += timedelta(minutes=1)
        now = self._now
        self.workspace = Workspace.open(
            self.folder / CASEBOOK, self.phrase, clock=lambda: now, who="Ada Advocate"
        )

    def saved(self, key: str, value: str | None, work: Callable[[], object]) -> None:
        """Tell what will be, do it, and tell that it is."""
        self.tell("about", key, value)
        work()
        self.tell("saved", key, value)

    def enter_case(self) -> None:
        """Enter a client with a case."""
        number = cases.new_id()
        record = CaseRecord(
            Client(ClientId(number), "Ana", "Example"),
            Coverage(CoverageId(number), "Sample Health Plan"),
            Case(CaseId(number), self._words(3)),
        )
        self.saved(f"case {number}", record.case.title, self._run("New", cases.create, record))

    def record_event(self) -> None:
        """Record an event in one of the cases."""
        event = self._event()
        work = self._run("Event", events.add, self._any_case(), event)
        self.saved(f"event {event.id}", event.note, work)

    def take_back_event(self) -> None:
        """Record an event, take it back, and do it again."""
        event = self._event()
        key = f"event {event.id}"
        self.saved(key, event.note, self._run("Event", events.add, self._any_case(), event))
        self.saved(key, None, self.workspace.undo)
        self.saved(key, event.note, self.workspace.redo)

    def change_case(self) -> None:
        """Give one of the cases another title, twice, and take the second back."""
        case = cases.record(self.workspace, self._any_case()).case
        key, titles = f"case {case.id}", (self._words(4), self._words(4))
        for title in titles:
            changed = replace(case, title=title)
            self.saved(key, title, self._run("Case changed", cases.update_case, changed))
        self.saved(key, titles[0], self.workspace.undo)

    def trash_case(self) -> None:
        """Put one of the cases into the trash and take it out again."""
        case = cases.record(self.workspace, self._any_case()).case
        key = f"case {case.id}"
        self.saved(key, None, self._run("Trash", cases.trash, case.id))
        self.saved(key, case.title, self._run("Back", cases.restore, case.id))

    def attach_page(self) -> None:
        """Attach a small file."""
        self._attach((self.folder / "page.pdf").read_bytes())

    def attach_large(self) -> None:
        """Attach a file of five megabytes."""
        self._attach((self.folder / "large.pdf").read_bytes())

    def back_up(self) -> None:
        """Make the automatic backup of the day."""
        self.tell("about", "backup", "")
        made = automatic_backup.keep(self.workspace, NO_PROGRESS)
        self.tell("saved", "backup", made.name)
        self.workspace.close()
        self.open()

    def import_bundle(self) -> None:
        """Enter the case of a bundle."""
        self.tell("about", "import", "")
        number = interchange.import_case(self.workspace, self.folder / "bundle.zip")
        self.tell("saved", f"case {number}", BUNDLED)

    def export_bundle(self) -> None:
        """Write a case as a bundle."""
        number = self._sample_case()
        self._export("case.zip", lambda out: interchange.export_bundle(self.workspace, number, out))

    def save_letter(self) -> None:
        """Write a letter of the sample's case."""
        number, day = self._sample_case(), date(2026, 1, 20)
        self._export(
            "letter.pdf",
            lambda out: letters.save(self.workspace, number, "initial-grievance", out, made_on=day),
        )

    def save_packet(self) -> None:
        """Write a packet of the sample's case."""
        number, day = self._sample_case(), sample.AS_OF.date()
        self._export(
            "packet.pdf",
            lambda out: packets.save(
                self.workspace, number, PacketKind.DMHC, out, made_on=day, allow_incomplete=True
            ),
        )

    def change_passphrase(self) -> None:
        """Encrypt the casebook anew, under the same passphrase."""
        if self.phrase is None:
            return
        self.tell("about", "passphrase", "")
        passphrase.change_passphrase(self.workspace, self.phrase, NO_PROGRESS)
        self.tell("saved", "passphrase", None)
        self.open()

    def _attach(self, data: bytes) -> None:
        data += b"\n% " + cases.new_id().encode()
        number, name = self._any_case(), f"{cases.new_id()}.pdf"
        key = f"document {name}"
        value = hashlib.sha256(data).hexdigest()
        self.saved(key, value, lambda: documents.attach_bytes(self.workspace, number, name, data))

    def _export(self, name: str, work: Callable[[Path], object]) -> None:
        out = self.folder / name
        self.tell("about", f"file {name}", "")
        work(out)
        self.tell("saved", f"file {name}", hashlib.sha256(out.read_bytes()).hexdigest())

    def _run(self, label: str, command: Callable[..., object], *what: object) -> Callable[[], None]:
        def run() -> None:
            self.workspace.run(label, command, *what)

        return run

    def _any_case(self) -> CaseId:
        if not self.workspace.read(records):  # the last one lies in the trash
            self.enter_case()
        return self.chance.choice(sorted(r.case.id for r in self.workspace.read(records)))

    def _sample_case(self) -> CaseId:
        found = self.workspace.read(records)
        known = (r.case.id for r in found if r.documents)
        return next(known, None) or self._any_case()

    def _event(self) -> Event:
        day = date(2026, 1, 1) + timedelta(days=self.chance.randrange(300))
        return Event(EventId(cases.new_id()), EventKind.INCIDENT, day, self._words(200))

    def _words(self, count: int) -> str:
        return " ".join(f"{self.chance.randrange(16**6):06x}" for _ in range(count))


STEPS: dict[str, Callable[[Session], None]] = {
    step.__name__: step
    for step in (
        Session.enter_case,
        Session.record_event,
        Session.take_back_event,
        Session.change_case,
        Session.trash_case,
        Session.attach_page,
        Session.attach_large,
        Session.back_up,
        Session.import_bundle,
        Session.export_bundle,
        Session.save_letter,
        Session.save_packet,
        Session.change_passphrase,
    )
}


def prepare(folder: Path, phrase: str | None) -> None:
    """Lay down a casebook with a sample case, and the files that sessions take in."""
    folder.mkdir()
    canvas = Canvas(str(folder / "page.pdf"))
    canvas.drawString(72, 700, "Your request is denied because it is not medically necessary.")
    canvas.save()
    with pikepdf.open(folder / "page.pdf") as pdf:
        pdf.Root.Padding = pdf.make_stream(os.urandom(LARGE))
        pdf.save(folder / "large.pdf")
    workspace = Workspace.create(folder / CASEBOOK, phrase, clock=lambda: sample.AS_OF)
    number = interchange.import_case(workspace, assets.folder("sample", sample.MRI))
    case = cases.record(workspace, number).case
    workspace.run("Renamed", cases.update_case, replace(case, title=BUNDLED))
    documents.attach(workspace, number, folder / "large.pdf")
    interchange.export_bundle(workspace, number, folder / "bundle.zip")
    workspace.undo()
    workspace.undo()
    workspace.close()
    isolated.reading.close()  # or the sessions, being forks, would all talk to the same process
    isolated.showing.close()


class Child:
    """A session in a process of its own, which tells what it does over a socket."""

    def __init__(self, work: Callable[[Tell, socket.socket], None]) -> None:
        here, there = socket.socketpair()
        self.number = os.fork()
        if not self.number:
            here.close()
            _live(there, work)
        there.close()
        self._socket = here
        self.lines = here.makefile("r", encoding="utf-8")
        self.ended: int | None = None

    def say(self) -> None:
        """Let it go on from where it waits."""
        with suppress(OSError):
            self._socket.send(b".")

    def kill(self) -> None:
        """End it at once, wherever it is."""
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.number, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Wait for its end and return how it ended, as `os.waitpid` tells it."""
        if self.ended is None:
            _, self.ended = os.waitpid(self.number, 0)
        return self.ended

    def close(self) -> None:
        """Forget it once it has ended and all it told was read."""
        self.lines.close()
        self._socket.close()


def _live(there: socket.socket, work: Callable[[Tell, socket.socket], None]) -> None:
    def tell(*words: object) -> None:
        # Not `write`: that is what the experiments let fail.
        there.send((json.dumps(words) + "\n").encode())

    code = 1
    try:
        work(tell, there)
        code = 0
    except AdvocateError as error:
        tell("refused", type(error).__name__, str(error))
    except BaseException as error:
        tell("broke", type(error).__name__, str(error))
    finally:
        os._exit(code)


def judge(folder: Path, phrase: str | None, ledger: Ledger, *, seen: set[str]) -> Iterator[str]:
    """Yield what is wrong with a session's folder after whatever happened to the session.

    Args:
        folder: the session's.
        phrase: the passphrase.
        ledger: what the session told.
        seen: backups looked at before; those looked at now are added.
    """
    paths.backup_dir = lambda: folder / "backups"
    workspace = Workspace.open(folder / CASEBOOK, phrase, clock=lambda: sample.AS_OF)
    try:
        if workspace.read_only:
            yield f"opens read-only: {workspace.read_only_reason}"
        yield from check(workspace, NO_PROGRESS)
        yield from workspace.read(_orphans)
        yield from _facts(workspace, ledger)
        yield from _files(folder, ledger)
        yield from _backups(workspace, phrase, ledger, seen)
    finally:
        workspace.close()


def _orphans(connection: Connection) -> tuple[str, ...]:
    queries = {
        "bytes without a document": "SELECT count(*) FROM contents WHERE hash NOT IN "
        "(SELECT content_hash FROM documents WHERE content_hash IS NOT NULL) AND hash NOT IN "
        "(SELECT json_extract(value, '$.content_hash') FROM journal_rows, "
        "json_each(json_array(before, after)) WHERE table_name = 'documents' AND value NOT NULL)",
        "chunks without contents": "SELECT count(*) FROM content_chunks WHERE content_hash "
        "NOT IN (SELECT hash FROM contents)",
        "page texts without contents": "SELECT count(*) FROM page_texts WHERE content_hash "
        "NOT IN (SELECT hash FROM contents)",
        "documents without bytes": "SELECT count(*) FROM documents WHERE content_hash NOT NULL "
        "AND content_hash NOT IN (SELECT hash FROM contents)",
    }
    counted = {name: connection.scalar(text(query)) for name, query in queries.items()}
    return tuple(f"{number} {name}" for name, number in counted.items() if number)


def _facts(workspace: Workspace, ledger: Ledger) -> Iterator[str]:
    kept = workspace.read(records)
    there = workspace.read(_there)
    for key, value in ledger.saved.items():
        if key.split()[0] not in ("case", "event", "document"):
            continue
        found = there.get(key)
        if found != value and not (key in ledger.about and found == ledger.about[key]):
            yield f"{key} was saved as {value!r} and is {found!r}"
    for key, value in ledger.about.items():
        known = (value, ledger.saved.get(key))
        if key in there and key in ledger.saved and there[key] not in known:
            yield f"{key} is {there[key]!r}, which nobody wrote"
    for record in kept:
        for document in record.documents:
            documents.original(workspace, DocumentId(document.id))


def _there(connection: Connection) -> dict[str, str]:
    # From the tables: what hangs on a case in the trash is there as well.
    queries = (
        "SELECT 'case ' || id, title FROM cases WHERE trashed_at IS NULL",
        "SELECT 'event ' || id, note FROM events",
        "SELECT 'document ' || file, content_hash FROM documents WHERE trashed_at IS NULL",
    )
    return {row[0]: row[1] for query in queries for row in connection.execute(text(query))}


def _files(folder: Path, ledger: Ledger) -> Iterator[str]:
    for path in folder.iterdir():
        key = f"file {path.name}"
        if key not in ledger.saved and key not in ledger.about:
            continue
        same = hashlib.sha256(path.read_bytes()).hexdigest() == ledger.saved.get(key)
        if not same and (key not in ledger.about or not _is_whole(path)):
            yield f"{path.name} is not whole"
    for key in ledger.saved:
        if key.startswith("file ") and not (folder / key.removeprefix("file ")).exists():
            yield f"{key} is gone"


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as bundle:
                return bundle.testzip() is None
        with pikepdf.open(path) as pdf:
            return len(pdf.pages) > 0 and path.read_bytes().rstrip().endswith(b"%%EOF")
    except (zipfile.BadZipFile, pikepdf.PdfError):
        return False


def _backups(
    workspace: Workspace, phrase: str | None, ledger: Ledger, seen: set[str]
) -> Iterator[str]:
    names = {kept.path.name: kept.path for kept in automatic_backup.backups(workspace)}
    last = ledger.saved.get("backup")
    if last and last not in names:
        yield f"the backup “{last}” is gone"
    for name in names.keys() - seen:
        seen.add(name)
        whole = workspace.path.with_name("restored.casebook")
        whole.unlink(missing_ok=True)
        restoring.restore_new(names[name], phrase, whole, NO_PROGRESS)
        copy = Workspace.open(whole, phrase)
        try:
            yield from (f"backup: {problem}" for problem in check(copy, NO_PROGRESS))
        finally:
            copy.close()


def fresh(beginning: Path, folder: Path) -> None:
    """Lay down a session's folder as it was prepared, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(beginning, folder)
