"""The program as a person types it, run in this process, on real casebooks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from advocate_desktop import assets
from advocate_desktop.cli.program import run

SAMPLE = assets.folder("sample")


@dataclass(frozen=True)
class Said:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Said]


@pytest.fixture(autouse=True)
def _folders_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("ADVOCATE_PASSPHRASE", raising=False)


@pytest.fixture
def type_(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command line; no window may open."""

    def type_(*arguments: object) -> Said:
        def no_window(casebook: Path | None) -> int:
            raise AssertionError("a window was opened")

        code = run([str(argument) for argument in arguments], no_window)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return type_


@pytest.fixture
def casebook(tmp_path: Path, type_: Type) -> Path:
    """An empty casebook without a passphrase."""
    path = tmp_path / "c.casebook"
    assert type_("new", path, "--no-passphrase").code == 0
    return path


@pytest.fixture
def on(casebook: Path, type_: Type) -> Type:
    """Type a command on the casebook and expect it to go well."""

    def on(command: str, *arguments: object) -> Said:
        said = type_(command, "--casebook", casebook, *arguments)
        assert said.code == 0, said.err
        assert said.err == ""
        return said

    return on


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a case file whose events are pairs of kind and date, or objects."""

    def case_file(*events: tuple[str, str] | dict[str, Any], **more: Any) -> Path:
        listed = [e if isinstance(e, dict) else {"kind": e[0], "at": e[1]} for e in events]
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        path = folder / "case.json"
        file = {
            "format": "advocate-desktop/case",
            "version": 1,
            "client": {"given_name": "Ana", "family_name": "Sample"},
            "coverage": {"program": "dmhc_commercial", "member_id": "0000-SAMPLE-09"},
            "case": {"title": "MRI denied"},
            "events": listed,
            **more,
        }
        path.write_text(json.dumps(file), encoding="utf-8")
        return path

    return case_file


@pytest.fixture
def case(on: Type, case_file: Callable[..., Path]) -> Callable[..., str]:
    """Bring in a case with these events and return its id."""

    def case(*events: Any, **more: Any) -> str:
        return on("import", case_file(*events, **more)).out.strip()

    return case
