"""Bundles of a client and of the whole casebook: all of it, and a page that any browser shows."""

from __future__ import annotations

import hashlib
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services import cases, drafts, sample
from advocate_desktop.services.bundle_contents import (
    export_cases,
    of_casebook,
    of_client,
)
from advocate_desktop.services.interchange import case_json, import_cases
from advocate_desktop.services.letter_templates import template_named
from advocate_desktop.services.progress import Cancelled, Progress
from advocate_desktop.services.workspace import Workspace

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects what a page links to and says, and refuses tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def casebook(tmp_path):
    ids = sample.sample_casebook(tmp_path / "sample.casebook")
    workspace = Workspace.open(tmp_path / "sample.casebook", None, clock=lambda: sample.AS_OF)
    yield workspace, ids
    workspace.close()


def page_of(bundle: zipfile.ZipFile) -> Page:
    page = Page()
    page.feed(bundle.read("index.html").decode())
    return page


def test_the_whole_casebook_comes_in_equal_elsewhere(casebook, tmp_path):
    workspace, ids = casebook
    out = tmp_path / "all.zip"
    export_cases(workspace, of_casebook(workspace), "All of it", out, password="copper lantern")
    other = Workspace.create(tmp_path / "other.casebook", None, clock=lambda: sample.AS_OF)
    new = import_cases(other, out, "copper lantern")
    assert len(new) == len(ids)
    there = {json.loads(case_json(cases.record(other, i)))["case"]["title"]: i for i in new}
    for case_id in ids.values():
        record = cases.record(workspace, case_id)
        again = cases.record(other, there[record.case.title])
        assert json.loads(case_json(again)) == json.loads(case_json(record))
        hashes = [d.content_hash for d in record.documents]
        assert [d.content_hash for d in again.documents] == hashes
    assert other.undo() == f"{len(ids)} cases imported"
    other.close()


def test_a_clients_bundle_has_their_cases_and_no_other(casebook, tmp_path):
    workspace, ids = casebook
    client = cases.record(workspace, ids["rosa-mri"]).client
    mine = of_client(workspace, client.id)
    assert set(mine) == {ids["rosa-mri"], ids["rosa-er-bill"]}
    export_cases(workspace, mine, client.name, tmp_path / "rosa.zip")
    with zipfile.ZipFile(tmp_path / "rosa.zip") as bundle:
        page = page_of(bundle)
        assert "Minh" not in page.text
        assert "MRI of the lower back denied" in page.text


def test_the_page_shows_every_paper_and_names_nothing_outside(casebook, tmp_path):
    workspace, ids = casebook
    case_id = ids["rosa-mri"]
    template = template_named("initial-grievance")
    workspace.run("Letter begun", drafts.begin, case_id, template)
    export_cases(workspace, (case_id,), "<b>MRI</b>", tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as bundle:
        names, page = set(bundle.namelist()), page_of(bundle)
        for line in bundle.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256(bundle.read(name)).hexdigest() == digest
    linked = {unquote(link) for link in page.links}
    assert {name for name in names if name.startswith(("documents/", "letters/"))} <= linked
    assert linked <= names
    assert "script" not in page.tags
    assert "b" not in page.tags, "what people wrote is no markup"
    assert "<b>MRI</b>" in page.text
    assert any(name.startswith("letters/") for name in names)


class Stopped(Progress):
    """Stops at the third file."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self, done, total, text=""):
        self.steps += 1

    def check(self):
        if self.steps == 2:
            raise Cancelled


def test_a_stopped_bundle_leaves_nothing(casebook, tmp_path):
    workspace, _ = casebook
    out = tmp_path / "all.zip"
    with pytest.raises(Cancelled):
        export_cases(workspace, of_casebook(workspace), "All", out, progress=Stopped())
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".zip"] == []


def test_an_empty_casebook_has_nothing_to_write(tmp_path):
    empty = Workspace.create(tmp_path / "empty.casebook", None)
    with pytest.raises(Invalid, match="no case"):
        export_cases(empty, of_casebook(empty), "All", Path(tmp_path / "all.zip"))
    empty.close()
