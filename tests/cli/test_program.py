"""The program as a whole: its commands, how errors are told, and what it leaves unread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from advocate_desktop import __version__, paths
from advocate_desktop.cli import program
from advocate_desktop.cli.program import NO_DISPLAY, run

COMMANDS = tuple(program._COMMANDS)


def python(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    given = {"capture_output": True, "text": True, "timeout": 60, **more}
    return subprocess.run([sys.executable, *map(str, arguments)], check=False, **given)


def test_the_version_is_told(type_) -> None:
    assert type_("--version").out == f"advocate-desktop {__version__}\n"


def test_help_lists_every_command_and_wrong_usage_is_two(type_) -> None:
    told = type_("--help").out
    assert all(f"\n  {name} " in told for name in COMMANDS)
    for wrong in (["frobnicate"], ["cases", "--frobnicate"], ["show"], ["packet", "--for", "x"]):
        said = type_(*wrong)
        assert said.code == 2
        assert said.out == ""
        assert "--help" in said.err


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in ("demo", "new", "restore")])
def test_a_command_without_a_casebook_is_wrong_usage(type_, command: str) -> None:
    needed = {
        "show": ["--case", "x"],
        "rescue": ["x"],
        "import": ["x"],
        "export": ["--case", "x", "--out", "x"],
        "attach": ["--case", "x", "x"],
        "options": ["--case", "x"],
        "event": ["--case", "x", "--kind", "incident", "--at", "2026-01-01"],
        "letter": ["--case", "x", "--list"],
        "packet": ["--case", "x", "--for", "imr", "--out", "x"],
        "packets": ["--case", "x"],
        "sent": ["--case", "x"],
        "search": ["x"],
        "backup": ["x"],
    }
    said = type_(command, *needed.get(command, []))
    assert said.code == 2
    assert "--casebook" in said.err


def test_the_casebook_may_be_named_before_the_command(type_, casebook: Path) -> None:
    assert type_("--casebook", casebook, "cases", "--json").json == {"cases": []}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_reads_no_library_that_it_does_not_need(command: str) -> None:
    heavy = ("PySide6", "sqlalchemy", "reportlab", "pikepdf", "pypdfium2", "msgspec", "icalendar")
    code = (
        "import sys\nfrom advocate_desktop.cli.program import run\n"
        f"run([{command!r}, '--help'], print)\n"
        f"sys.exit(str([m for m in {heavy!r} if m in sys.modules] or ''))"
    )
    said = python("-c", code)
    assert said.stderr.strip() == ""
    assert "Usage" in said.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs the time that children worked")
def test_help_and_version_answer_at_once() -> None:
    import resource

    def worked(option: str) -> float:
        # Time worked and not time passed, so that a busy machine says the same.
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert python("-m", "advocate_desktop", option).returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    for option in ("--help", "--version"):
        assert min(worked(option) for _ in range(3)) < 0.3


def test_no_command_reads_qt(tmp_path: Path) -> None:
    book = tmp_path / "c.casebook"
    lines = [
        ["new", book, "--no-passphrase"],
        ["--casebook", book, "cases"],
        ["--casebook", book, "deadlines", "--ics"],
        ["--casebook", book, "search", "word"],
        ["--casebook", book, "check"],
        ["--casebook", book, "backup", tmp_path / "copy.casebook"],
        ["demo", tmp_path / "demo"],
    ]
    code = (
        "import sys\nfrom advocate_desktop.cli.program import run\n"
        f"for line in {[[str(part) for part in line] for line in lines]!r}:\n"
        "    assert run(line, print) == 0, line\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'advocate_desktop.ui'))]"
    )
    said = python("-c", code)
    assert (said.returncode, said.stderr) == (0, "")


def test_without_a_display_the_bare_command_says_what_to_do_instead() -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in names}
    said = python("-m", "advocate_desktop", env=bare)
    if sys.platform.startswith("linux"):
        assert (said.returncode, said.stdout, said.stderr) == (1, "", f"{NO_DISPLAY}\n")


def test_with_a_display_the_bare_command_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    opened: list[Path | None] = []

    def open_window(casebook: Path | None) -> int:
        opened.append(casebook)
        return 0

    assert run([], open_window) == 0
    assert run(["--casebook", str(tmp_path / "c")], open_window) == 0
    assert opened == [None, tmp_path / "c"]


def test_a_bug_is_told_in_a_sentence_and_logged_without_what_clients_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def cases() -> None:
        raise KeyError("".join(["Ro", "sa has asthma"]))

    monkeypatch.setattr("advocate_desktop.cli.cases.COMMANDS", {"cases": cases})
    assert run(["cases"], lambda _: 0) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    log = paths.log_dir() / "errors.log"
    assert str(log) in said.err
    assert "KeyError" in log.read_text()
    assert "test_program.py" in log.read_text()
    assert "Rosa" not in log.read_text() + said.err


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError])
def test_stopping_a_command_leaves_one_tidy_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type[BaseException]
) -> None:
    @click.command()
    def cases() -> None:
        raise error

    monkeypatch.setattr("advocate_desktop.cli.cases.COMMANDS", {"cases": cases})
    assert run(["cases"], lambda _: 0) == 1
    assert capsys.readouterr().err.strip() == "Stopped; nothing was left half done."


def test_a_reader_that_goes_away_is_no_error() -> None:
    line = f"{sys.executable} -m advocate_desktop --help | head -c 1 > /dev/null"
    said = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert said.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_answer_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        said = python("-m", "advocate_desktop", "--help", stdout=full, stderr=subprocess.PIPE,
                      capture_output=False)  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "disk is full" in said.stderr


def test_names_of_any_script_are_printed_whatever_the_locale(tmp_path: Path, case_file) -> None:
    book = tmp_path / "c.casebook"
    file = case_file(client={"given_name": "Անահիտ 莉", "family_name": "Nguyễn"})
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (["new", book, "--no-passphrase"], ["--casebook", book, "import", file]):
        assert python("-m", "advocate_desktop", *arguments, env=env).returncode == 0
    said = python("-m", "advocate_desktop", "--casebook", book, "cases", env=env, encoding="utf-8")
    assert "Անահիտ 莉 Nguyễn" in said.stdout
