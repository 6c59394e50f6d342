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


def test_the_whole_casebook_goes_out_locked_and_comes_in_elsewhere(
    type_, on, casebook, tmp_path: Path
) -> None:
    for name in ("lily-speech", "rosa-mri", "rosa-er-bill"):
        on("import", assets.folder("sample", name) / "case.json")
    password, out = tmp_path / "password.txt", tmp_path / "all.zip"
    password.write_text("copper lantern\n")
    told = on("export", "--all", "--out", out, "--bundle-password-file", password, "--json").json
    assert (len(told["cases"]), told["documents"]) == (3, 10)
    other = tmp_path / "other.casebook"
    assert type_("new", other, "--no-passphrase").code == 0
    line = ("import", "--casebook", other, out)
    assert type_(*line).code == 1
    said = type_(*line, "--bundle-password-file", password, "--json").json
    assert len(said["cases"]) == 3
    again = type_(*line, "--bundle-password-file", password, "--merge")
    assert (again.code, again.out) == (0, "")
    assert "already" in again.err
    assert len(type_("cases", "--casebook", other, "--json").json["cases"]) == 3


def test_a_clients_cases_go_out_with_a_page_to_read(type_, on, casebook, tmp_path: Path) -> None:
    ids = [
        on("import", assets.folder("sample", name) / "case.json").out.strip()
        for name in ("rosa-mri", "rosa-er-bill", "lily-speech")
    ]
    out = tmp_path / "rosa.zip"
    assert "2 cases" in on("export", "--client-of", ids[0], "--out", out).out
    with zipfile.ZipFile(out) as bundle:
        assert "index.html" in bundle.namelist()
    export = ("export", "--casebook", casebook, "--out", out)
    assert type_(*export).code == type_(*export, "--all", "--case", ids[0]).code == 2
