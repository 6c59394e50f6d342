"""Keeps a casebook of the present schema version, to be opened by every later version.

Run it with the project on PYTHONPATH before a schema changes for the first time after a release.
It writes `version-N.casebook.gz` and `version-N.json`, the rows that must still be there.
"""

from __future__ import annotations

import gzip
import json
import runpy
import tempfile
from pathlib import Path

from sqlalchemy import select

from advocate_desktop.services import cases
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs, documents, migrations, tables

HERE = Path(__file__).parent


def keep() -> None:
    """Write both files; refuse to replace them."""
    shared = runpy.run_path(str(HERE.parents[1] / "conftest.py"))
    record, noon = shared["build_sample_record"](), shared["NOON"]
    target = HERE / f"version-{migrations.newest()}.casebook.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.casebook"
        workspace = Workspace.create(path, None, clock=lambda: noon, who="Ada Advocate")
        case_id = workspace.run("Case created", cases.create, record)
        workspace.run("Document attached", attach, case_id)
        workspace.run("Case put into the trash", cases.trash, case_id)
        workspace.run("Case taken out of the trash", cases.restore, case_id)
        rows = workspace.read(all_rows)
        workspace.close()
        with target.open("xb") as kept:
            kept.write(gzip.compress(path.read_bytes(), mtime=0))
    told = json.dumps(rows, indent=1, ensure_ascii=False, sort_keys=True)
    (HERE / f"version-{migrations.newest()}.json").write_text(told + "\n", encoding="utf-8")


def attach(unit, case_id):
    """Attach a document with bytes and text."""
    content = blobs.put(unit, b"The bytes of a letter from Sample Health Plan.")
    documents.set_page_texts(unit, content, ("A letter from Sample Health Plan.",))
    document = documents.Document("document-letter", "letter.txt", content_hash=content, pages=1)
    documents.insert_document(unit, case_id, document)


def all_rows(connection):
    """Return every row a user's facts lie in, by table and id."""
    return {
        name: {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        for name, table in tables.JOURNALED.items()
    }


if __name__ == "__main__":
    keep()
