"""An older casebook is copied, brought up to date as a whole, and checked; or left as it was."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import CasebookDamaged, CasebookInUse, Workspace
from advocate_desktop.store import migrations, tables
from advocate_desktop.store.engine import Casebook

VERSIONS = Path(__file__).parents[1] / "data" / "versions"
KEPT = sorted(VERSIONS.glob("version-*.casebook.gz"))


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def kept(request, tmp_path):
    """Give a copy of a casebook that an earlier version wrote, and the rows that were in it."""
    path = tmp_path / "old.casebook"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    name = request.param.name.partition(".")[0]
    return path, json.loads((VERSIONS / f"{name}.json").read_text(encoding="utf-8"))


def schema(casebook):
    """Say how a file is laid out; a table by its columns, as a column added later is told apart."""
    with casebook.read() as connection:

        def rows(statement):
            return sorted(map(tuple, connection.exec_driver_sql(statement)), key=str)

        tables = rows("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'")
        columns = [
            (name, rows(f"PRAGMA table_xinfo({name})"), rows(f"PRAGMA foreign_key_list({name})"))
            for name, _, _ in tables
        ]
        others = rows("SELECT name, sql FROM sqlite_master WHERE type <> 'table'")
        return tables, columns, others


def test_a_file_of_every_version_is_kept():
    names = {path.name for path in KEPT}
    wanted = {f"version-{n}.casebook.gz" for n in range(1, migrations.newest() + 1)}
    assert names == wanted


def test_a_casebook_of_any_version_opens_with_every_fact_in_it(kept):
    path, rows = kept
    opened = Workspace.open(path, None)
    for name, table in tables.JOURNALED.items():
        found = {
            row["id"]: dict(row)
            for row in opened.read(lambda c, t=table: c.execute(select(t)).mappings().all())
        }
        assert found.keys() == rows.get(name, {}).keys()
        for row_id, row in rows.get(name, {}).items():
            still = {column: value for column, value in row.items() if column in table.c}
            assert still.items() <= found[row_id].items()
    assert check(opened, NO_PROGRESS) == ()
    assert [hit.document for hit in search(opened, "letter health")] == ["document-letter"]
    assert opened.undo() == "Case taken out of the trash"
    opened.close()


def test_an_old_file_brought_up_to_date_is_laid_out_like_a_new_one(kept, tmp_path):
    path, _ = kept
    old, new = Casebook.open(path, None), Casebook.create(tmp_path / "new.casebook", None)
    assert schema(old) == schema(new)
    old.close()
    new.close()


def add_column(connection):
    connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN trial TEXT NOT NULL DEFAULT 'new'")


def break_links(connection):
    add_column(connection)
    connection.exec_driver_sql("UPDATE cases SET client_id = 'nobody'")


def fail(connection):
    add_column(connection)
    raise AdvocateError("the step could not go on")


@pytest.fixture
def next_version(monkeypatch):
    """Let the program be one version further, by these steps."""
    return lambda *steps: monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))


@pytest.fixture(params=["workspace", "encrypted_workspace"])
def old(request, enter, sample_record):
    """Give the path of a closed casebook of the present version, with a case in it."""
    opened = request.getfixturevalue(request.param)
    enter(opened, sample_record)
    opened.close()
    return opened.path


def copies_of(path):
    return [p for p in path.parent.iterdir() if "before update" in p.name]


def test_before_an_update_a_copy_is_kept(old, next_version, passphrase, sample_record, monkeypatch):
    before = migrations.newest()
    next_version(add_column)
    updated = Workspace.open(old, passphrase)
    assert cases.record(updated, sample_record.case.id) == sample_record
    trial = updated.read(lambda c: c.scalar(text("SELECT trial FROM cases")))
    assert trial == "new"
    assert updated.read(migrations.version_of) == before + 1
    assert updated.undo() == "Case created"
    updated.close()
    monkeypatch.undo()
    (copy,) = copies_of(old)
    assert migrations.copy_path(old, before).name != copy.name
    original = Workspace.open(copy, passphrase)
    assert cases.record(original, sample_record.case.id) == sample_record
    assert original.read(migrations.version_of) == before
    original.close()


@pytest.mark.parametrize(("step", "error"), [(fail, AdvocateError), (break_links, CasebookDamaged)])
def test_an_update_that_fails_leaves_the_casebook_as_it_was(
    old, next_version, passphrase, sample_record, monkeypatch, step, error
):
    next_version(step)
    with pytest.raises(error):
        Workspace.open(old, passphrase)
    monkeypatch.undo()
    assert copies_of(old) == []
    again = Workspace.open(old, passphrase)
    assert not again.read_only
    assert cases.record(again, sample_record.case.id) == sample_record
    assert "trial" not in again.read(
        lambda c: [row[1] for row in c.execute(text("PRAGMA table_info(cases)"))]
    )
    again.close()


def test_a_casebook_open_elsewhere_is_not_updated(workspace, next_version):
    next_version(add_column)
    with pytest.raises(CasebookInUse):
        Workspace.open(workspace.path, None)
    assert copies_of(workspace.path) == []


def test_a_new_file_bears_the_name_and_number_of_its_version(workspace):
    workspace.close()
    other = sqlite3.connect(workspace.path)
    assert other.execute("PRAGMA application_id").fetchone() == (0x41444356,)
    assert other.execute("PRAGMA user_version").fetchone() == (migrations.newest(),)
    other.close()
