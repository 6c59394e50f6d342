"""A value that no longer is one, in a file without seals on its pages, is said to be damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import CasebookDamaged, Workspace


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE clients SET given_name = CAST(x'416ef4' AS TEXT)",
        "UPDATE clients SET date_of_birth = '1970-41-31'",
        "UPDATE cases SET issue = 'den9al'",
    ],
)
def test_a_spoilt_value_is_said_and_not_shown(workspace, enter, sample_record, spoilt):
    enter(workspace, sample_record)
    workspace.close()
    with closing(sqlite3.connect(workspace.path)) as connection:
        connection.execute(spoilt)
        connection.commit()
    opened = Workspace.open(workspace.path, None)
    with pytest.raises(CasebookDamaged):
        cases.record(opened, sample_record.case.id)
    assert check(opened, NO_PROGRESS)
    opened.close()


def test_a_spoilt_list_of_tables_is_said(workspace, enter, sample_record):
    enter(workspace, sample_record)
    workspace.close()
    data = workspace.path.read_bytes()
    assert b"CREATE TABLE clients" in data
    spoilt = data.replace(b"CREATE TABLE clients", b"CREATE \xc5\xff\xfe\xc5\xff clients")
    workspace.path.write_bytes(spoilt)
    with pytest.raises(AdvocateError):
        Workspace.open(workspace.path, None)
