"""Backups share their papers' bytes, each comes back whole, and thinning loses none of them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from advocate_desktop import paths
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import automatic_backup, cases
from advocate_desktop.services.check import check
from advocate_desktop.services.passphrase import change_passphrase
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.restoring import look_inside, restore, restore_new
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    IsBackup,
    Workspace,
    WrongPassphrase,
)
from advocate_desktop.store import blobs, copies, documents
from advocate_desktop.store.tables import JOURNALED


class Days:
    """A clock that a test moves."""

    now = datetime(2026, 2, 10, 12, tzinfo=PACIFIC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["encrypted", "plain"])
def secret(request, passphrase):
    return passphrase if request.param == "encrypted" else None


@pytest.fixture
def opened(tmp_path, secret, monkeypatch):
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "kept")
    days = Days()
    made = Workspace.create(tmp_path / "My cases.casebook", secret, clock=days, who="Ada")
    made.days = days
    yield made
    made.close()


@pytest.fixture
def attach(opened, enter, sample_record):
    """Put documents of random bytes, with words on their pages, into the sample case."""
    case_id = enter(opened, sample_record)

    def attach_it(name: str, size: int) -> str:
        def command(unit):
            content = blobs.put(unit, random.Random(name).randbytes(size))
            documents.set_page_texts(unit, content, (f"words of {name}",) * 3)
            document = Document(name, f"{name}.bin", content_hash=content, size=size, pages=3)
            documents.insert_document(unit, case_id, document)
            return content

        return opened.run("Attached", command)

    return attach_it


def made(opened, days=1):
    opened.days.now += timedelta(days)
    return automatic_backup.keep(opened, NO_PROGRESS)


def remove(unit, name):
    unit.delete(JOURNALED["documents"], name)


def papers_of(opened):
    return sorted((automatic_backup.folder(opened) / "papers").iterdir())


def everything(workspace):
    """Return all rows of all tables but what an index makes of them."""

    def rows(connection):
        query = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        names = connection.scalars(text(query)).all()
        names = [name for name in names if name != "sqlite_schema"]
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr)
            for name in names
        }

    told = workspace.read(rows)
    told["content_chunks"] = sorted(row[1:] for row in told["content_chunks"])
    told["page_texts"] = sorted(row[1:] for row in told["page_texts"])
    return told


def layout(workspace):
    query = text("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    return workspace.read(lambda c: list(map(tuple, c.execute(query))))


def test_a_restored_backup_equals_the_casebook_row_by_row(opened, attach, secret, tmp_path):
    for number in range(3):
        attach(f"letter {number}", 1_500_000 + number)
    attach("nothing", 0)
    kept = made(opened)
    target = tmp_path / "again.casebook"
    restore_new(kept, secret, target, NO_PROGRESS)
    again = Workspace.open(target, secret, clock=opened.now)
    assert everything(again) == everything(opened)
    assert layout(again) == layout(opened)
    assert check(again, NO_PROGRESS) == ()
    found = {hit.document for hit in search(again, "words letter")}
    assert found == {f"letter {number}" for number in range(3)}
    assert again.undo() == "Attached"
    again.close()


def test_a_second_backup_holds_only_what_is_new(opened, attach):
    attach("first", 3_000_000)
    one = made(opened)
    attach("second", 1_000_000)
    two = made(opened)
    made(opened)
    first, second = sorted(papers_of(opened), key=lambda path: path.stat().st_mtime_ns)
    assert first.stat().st_size > 3_000_000 > second.stat().st_size > 1_000_000
    assert max(one.stat().st_size, two.stat().st_size) < 1_500_000


def test_each_of_many_thinned_backups_comes_back_with_the_papers_it_had(
    opened, attach, secret, tmp_path
):
    held = {}
    for day in range(40):
        attach(f"paper {day}", 60_000)
        if day % 3 == 2:
            opened.run("Removed", remove, f"paper {day - 1}")
        kept = made(opened)
        held[kept] = {row for row in everything(opened)["documents"]}
    present = [backup.path for backup in automatic_backup.backups(opened)]
    assert 10 < len(present) < 16
    assert len(papers_of(opened)) <= 16
    for number, kept in enumerate(present):
        target = tmp_path / f"again {number}.casebook"
        restore_new(kept, secret, target, NO_PROGRESS)
        again = Workspace.open(target, secret)
        assert set(everything(again)["documents"]) == held[kept]
        again.close()


def test_papers_that_no_backup_needs_are_let_go(opened, attach):
    attach("huge", 4_000_000)
    made(opened)
    (before,) = papers_of(opened)
    opened.run("Removed", remove, "huge")
    opened.run("Swept", lambda unit: forget_unused(unit.connection))
    for _ in range(400):
        opened.days.now += timedelta(1)
        if opened.days.now.day in (1, 15):
            automatic_backup.keep(opened, NO_PROGRESS)
    assert before not in papers_of(opened)
    assert sum(path.stat().st_size for path in papers_of(opened)) < 1_000_000


def forget_unused(connection):
    for table, column in (
        ("page_texts", "content_hash"),
        ("content_chunks", "content_hash"),
        ("contents", "hash"),
    ):
        connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE {column} NOT IN "
            "(SELECT content_hash FROM documents WHERE content_hash IS NOT NULL)"
        )


def test_a_backup_is_looked_into_and_restored_in_place(opened, attach, secret):
    attach("letter", 2_000_000)
    kept = made(opened)
    inside = look_inside(opened, kept, None)
    assert (inside.cases, inside.change) == (1, "Attached")
    opened.run("Case trashed", cases.trash, "case-ana")
    path = opened.path
    aside = restore(opened, kept, None, NO_PROGRESS)
    again = Workspace.open(path, secret)
    assert [row.id for row in cases.record(again, "case-ana").documents if row.id == "letter"]
    assert check(again, NO_PROGRESS) == ()
    again.close()
    assert aside.exists()


def test_a_backup_of_the_older_kind_is_listed_and_restored(opened, attach, secret, tmp_path):
    attach("letter", 1_000)
    folder = automatic_backup.folder(opened)
    folder.mkdir(parents=True)
    with opened.casebook.raw():
        opened.casebook.copy(
            folder / "My cases 2026-02-01 120000.casebook", lambda *_: None, lambda *_: None
        )
    made(opened)
    old = automatic_backup.backups(opened)[-1]
    assert old.made_at.day == 1
    target = tmp_path / "again.casebook"
    restore_new(old.path, secret, target, NO_PROGRESS)
    again = Workspace.open(target, secret)
    assert everything(again) == everything(opened)
    again.close()


def test_a_backup_does_not_open_as_a_casebook_and_says_what_it_is(opened, attach, secret):
    attach("letter", 1_000)
    with pytest.raises(IsBackup, match="Restore it"):
        Workspace.open(made(opened), secret)


def test_backups_of_two_passphrases_lie_side_by_side(encrypted_opened, attach_to, tmp_path):
    opened, old_words = encrypted_opened
    attach_to(opened, "letter", 500_000)
    before = made(opened)
    recovery = opened.casebook.recovery_key()
    change_passphrase(opened, "another one entirely", NO_PROGRESS)
    again = Workspace.open(opened.path, "another one entirely", clock=opened.days)
    again.days = opened.days
    after = made(again)
    assert len(papers_of(again)) == 2
    for number, (kept, words) in enumerate(
        [(before, old_words), (before, recovery), (after, "another one entirely")]
    ):
        target = tmp_path / f"again {number}.casebook"
        restore_new(kept, words, target, NO_PROGRESS)
        assert target.exists()
    with pytest.raises(WrongPassphrase):
        restore_new(after, old_words, tmp_path / "no.casebook", NO_PROGRESS)
    before.unlink()
    made(again)
    assert len(papers_of(again)) == 1, "the papers of the old passphrase are needed by no backup"
    again.close()


@pytest.fixture
def encrypted_opened(tmp_path, passphrase, monkeypatch):
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "kept")
    days = Days()
    made = Workspace.create(tmp_path / "My cases.casebook", passphrase, clock=days, who="Ada")
    made.days = days
    yield made, passphrase
    made.close()


@pytest.fixture
def attach_to(enter, sample_record):
    def attach_it(workspace, name, size):
        case_id = enter(workspace, sample_record)

        def command(unit):
            content = blobs.put(unit, random.Random(name).randbytes(size))
            document = Document(name, f"{name}.bin", content_hash=content)
            documents.insert_document(unit, case_id, document)

        workspace.run("Attached", command)

    return attach_it


def test_no_byte_of_a_paper_lies_in_clear_beside_the_backups(encrypted_opened, attach_to):
    opened, _ = encrypted_opened
    attach_to(opened, "letter", 200_000)
    opened.run("Text", lambda unit: documents.set_page_texts(unit, one_hash(unit), ("MARKERWORD",)))
    made(opened)
    marker = random.Random("letter").randbytes(200_000)[1000:1040]
    for path in automatic_backup.folder(opened).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert marker not in data, path.name
            assert b"MARKERWORD" not in data, path.name
            assert path.stat().st_mode & 0o777 == 0o600


def one_hash(unit):
    return unit.connection.scalar(text("SELECT hash FROM contents"))


def test_damaged_or_missing_papers_are_said_and_nothing_is_put_together(
    opened, attach, secret, tmp_path
):
    attach("letter", 1_500_000)
    kept = made(opened)
    (papers,) = papers_of(opened)
    data = bytearray(papers.read_bytes())
    data[len(data) // 2] ^= 1
    papers.write_bytes(data)
    target = tmp_path / "again.casebook"
    with pytest.raises(CasebookDamaged):
        restore_new(kept, secret, target, NO_PROGRESS)
    papers.unlink()
    with pytest.raises(CasebookDamaged, match="missing"):
        restore_new(kept, secret, target, NO_PROGRESS)
    assert not list(tmp_path.glob(".*"))
    assert not target.exists()


def test_papers_that_went_bad_are_written_anew_with_the_next_backup(
    opened, attach, secret, tmp_path
):
    attach("letter", 1_500_000)
    made(opened)
    (papers,) = papers_of(opened)
    data = bytearray(papers.read_bytes())
    data[len(data) // 2] ^= 1
    papers.write_bytes(data)
    kept = made(opened)
    restore_new(kept, secret, tmp_path / "again.casebook", NO_PROGRESS)


def test_stopped_at_any_step_no_backup_is_left_and_the_ones_before_are_whole(
    opened, attach, secret, tmp_path
):
    attach("letter", 1_000_000)
    before = made(opened)
    attach("second", 1_000_000)

    class Stopping:
        left = 0

        def step(self, done, total, text):
            self.check()

        def check(self):
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    opened.days.now += timedelta(1)
    for number in range(12):
        stopping = Stopping()
        stopping.left = number
        with pytest.raises(Cancelled):
            automatic_backup.keep(opened, stopping)
        assert [kept.path for kept in automatic_backup.backups(opened)] == [before]
        assert not list(automatic_backup.folder(opened).rglob(".*"))
    restore_new(before, secret, tmp_path / "again.casebook", NO_PROGRESS)


_KEEPS_ON = """
    import random, sys
    from datetime import datetime, timedelta
    from pathlib import Path
    from advocate_desktop import paths
    from advocate_desktop.domain.moments import PACIFIC
    from advocate_desktop.services import automatic_backup
    from advocate_desktop.services.progress import NO_PROGRESS
    from advocate_desktop.services.workspace import Workspace
    from advocate_desktop.store import blobs

    folder = Path(sys.argv[1])
    paths.backup_dir = lambda: folder / "kept"
    now = [datetime.fromisoformat(sys.argv[2]).astimezone(PACIFIC)]
    opened = Workspace.open(folder / "My cases.casebook", None, clock=lambda: now[0])
    while True:
        now[0] += timedelta(days=1)
        opened.run("Bytes", blobs.put, random.randbytes(200_000))
        print(automatic_backup.keep(opened, NO_PROGRESS), flush=True)
"""


def test_killed_at_any_moment_every_backup_said_done_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "kept")
    Workspace.create(tmp_path / "My cases.casebook", None).close()
    program = tmp_path / "keeps_on.py"
    program.write_text(textwrap.dedent(_KEEPS_ON))
    day, said = datetime(2026, 1, 1, tzinfo=PACIFIC), []
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for round_ in range(4):
        day += timedelta(60)
        process = subprocess.Popen(
            [sys.executable, str(program), str(tmp_path), day.isoformat()],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        said.append(process.stdout.readline().strip())
        time.sleep(random.Random(round_).random() * 0.4)
        process.send_signal(signal.SIGKILL)
        said += [line.strip() for line in process.communicate()[0].splitlines() if line.strip()]
    now = Workspace.open(tmp_path / "My cases.casebook", None, clock=lambda: day + timedelta(90))
    automatic_backup.keep(now, NO_PROGRESS)
    present = [kept.path for kept in automatic_backup.backups(now)]
    assert Path(said[-1]) in present
    for number, kept in enumerate(present):
        restore_new(kept, None, tmp_path / f"again {number}.casebook", NO_PROGRESS)
    assert not list(automatic_backup.folder(now).rglob(".*"))
    now.close()


def test_a_folder_of_backups_moved_elsewhere_is_enough(opened, attach, secret, tmp_path):
    attach("letter", 800_000)
    kept = made(opened)
    elsewhere = tmp_path / "stick"
    shutil.move(automatic_backup.folder(opened), elsewhere)
    restore_new(elsewhere / kept.name, secret, tmp_path / "again.casebook", NO_PROGRESS)


def test_a_backup_counts_only_once_file_and_folder_are_on_disk(opened, attach, monkeypatch):
    attach("letter", 800_000)
    order = []
    publish, sync, sync_folder = copies.publish, copies._sync, copies._sync_folder
    monkeypatch.setattr(copies, "_sync", lambda path: (order.append("file"), sync(path)))
    monkeypatch.setattr(
        copies, "_sync_folder", lambda path: (order.append("folder"), sync_folder(path))
    )
    assert publish is copies.publish
    made(opened)
    assert order == ["file", "folder"] * 2
