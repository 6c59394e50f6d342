"""`import` and `export`: what is refused is told in one sentence, and nothing is kept of it."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from advocate_desktop import assets


@pytest.fixture
def refused(type_, on, casebook) -> Callable[[Path], str]:
    """Import what must be refused, and return the sentence."""

    def refused(path: Path) -> str:
        said = type_("import", "--casebook", casebook, path, "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
        assert "error of its own" not in said.err
        assert on("cases", "--json").json == {"cases": []}
        assert on("check", "--json").json["ok"]
        return said.err

    return refused


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"events": [{"kind": "incident", "at": "2026-02-30"}]}, "$.events[0].at"),
        ({"events": [{"kind": "denied", "at": "2026-02-03"}]}, "$.events[0].kind"),
        ({"coverage": {"program": "hmo"}}, "$.coverage.program"),
        ({"client": {"given_name": 5, "family_name": ""}}, "$.client.given_name"),
        ({"clients": []}, "$.clients"),
        ({"version": 2}, "$.version"),
        ({"documents": [{"file": "gone.pdf", "kind": "other"}]}, "$.documents[0].file"),
        ({"documents": [{"file": "../x.pdf", "kind": "other"}]}, "$.documents[0].file"),
    ],
)
def test_a_wrong_case_file_is_refused_with_the_path(refused, case_file, more, path: str) -> None:
    assert refused(case_file(**more)).startswith(f"{path}: ")


def test_a_file_that_is_no_case_is_refused(refused, tmp_path: Path) -> None:
    refused(tmp_path / "gone.json")
    refused(tmp_path)
    for name, data in (
        ("empty.json", b""),
        ("deep.json", b'{"format":' * 100_000),
        ("nan.json", b'{"format": NaN}'),
        ("latin.json", '{"format": "é"}'.encode("latin-1")),
        ("empty.zip", b""),
        ("no.zip", b"PK\3\4 not a zip"),
        ("letter.pdf", b"%PDF-1.7"),
    ):
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)


@pytest.mark.parametrize("name", ["../escape.json", "/tmp/escape.json", "documents/../../x"])
def test_a_bundle_that_reaches_out_is_refused(refused, tmp_path: Path, name: str) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("case.json", "{}")
        bundle.writestr(name, "x")
    refused(path)
    assert not list(tmp_path.parent.rglob("escape*"))


def test_a_bundle_with_a_link_is_refused(refused, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    link = zipfile.ZipInfo("documents/link.pdf")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("case.json", "{}")
        bundle.writestr(link, "/etc/passwd")
    assert "link" in refused(path)


def test_an_altered_bundle_is_refused(type_, refused, casebook, tmp_path: Path) -> None:
    other, out = tmp_path / "other.casebook", tmp_path / "out.zip"
    type_("new", other, "--no-passphrase")
    sample = assets.folder("sample", "rosa-er-bill")
    case_id = type_("import", "--casebook", other, sample).out.strip()
    assert type_("export", "--casebook", other, "--case", case_id, "--out", out).code == 0
    data = out.read_bytes()
    out.write_bytes(data.replace(b"Emergency visit not paid", b"Emergency visit was paid"))
    assert "no" in refused(out)
    out.write_bytes(data[: len(data) // 2])
    refused(out)


def test_the_sample_comes_in_and_goes_out_by_the_prompt(on, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(assets.folder("sample", "lily-speech"), tmp_path / "in"))
    case_id = on("import", folder / "case.json", "--json").json["case"]
    given = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    assert on("show", "--case", case_id, "--json").json == given
    out = tmp_path / "out.zip"
    assert on("export", "--case", case_id, "--out", out, "--json").json == {
        "out": str(out),
        "documents": 2,
    }
    with zipfile.ZipFile(out) as bundle:
        assert sorted(bundle.namelist()) == [
            "SHA256SUMS",
            "case.json",
            "documents/denial-letter.pdf",
            "documents/review-decision.pdf",
        ]
        assert json.loads(bundle.read("case.json")) == given
