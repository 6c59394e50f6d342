"""`packaging/run` starts what is set up without ado, and says plainly what it cannot set up."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[1] / "packaging"
ECHO = "import json, os, sys\nprint(json.dumps([os.getcwd(), *sys.argv[1:]]))\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are bash scripts")


@pytest.fixture
def project(tmp_path) -> Path:
    """Return a copy of the start commands beside a program that prints how it was called."""
    folder = tmp_path / "a project"
    (folder / "packaging").mkdir(parents=True)
    for name in ("run", "environment.sh", "requirements.txt"):
        shutil.copy(PACKAGING / name, folder / "packaging" / name)
    (folder / "advocate_desktop").mkdir()
    (folder / "advocate_desktop" / "__main__.py").write_text(ECHO, encoding="utf-8")
    return folder


@pytest.fixture
def set_up(project) -> Path:
    """Return the same project as it is after a first start."""
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (project / ".venv" / ".qt-libraries").touch()
    stamp = 'source packaging/environment.sh; stamp_for packaging/requirements.txt >"$1"'
    stamp_file = ".venv/.installed-requirements.txt"
    subprocess.run(["bash", "-c", stamp, "_", stamp_file], cwd=project, check=True)
    return project


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """Return a folder of the caller's, with a file that must not be taken for Python's own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit('the wrong json')", encoding="utf-8")
    return folder


def start(
    project: Path, folder: Path, *words: str, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(project / "packaging" / "run"), *words],
        cwd=folder,
        env={**os.environ, "PATH": path or os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_second_start_only_starts_the_program_in_the_callers_folder(set_up, elsewhere):
    done = start(set_up, elsewhere, "demo", "an out folder", "")
    assert done.stderr == ""
    assert done.stdout == f'["{elsewhere}", "demo", "an out folder", ""]\n'


def test_the_program_gives_the_exit_code(set_up, elsewhere):
    main = set_up / "advocate_desktop" / "__main__.py"
    main.write_text("raise SystemExit(2)", encoding="utf-8")
    assert start(set_up, elsewhere).returncode == 2


@pytest.fixture
def only_an_old_python(tmp_path) -> str:
    """Return a PATH on which every Python is 3.9."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("bash", "dirname", "cat", "cmp", "flock"):
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        old = folder / name
        old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2 && exit\nexit 1\n', "utf-8")
        old.chmod(0o755)
    return str(folder)


def test_an_old_python_is_one_plain_sentence(project, elsewhere, only_an_old_python):
    done = start(project, elsewhere, "--version", path=only_an_old_python)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "Advocate Desktop needs Python 3.11 or newer, and here is Python 3.9.2.\n"


@pytest.fixture
def told_python(set_up) -> Path:
    """Return the project with a Python that only writes down what it is told to do."""
    python = set_up / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text(
        """#!/bin/sh
[ "$1" = -V ] && echo Python 3.11.2 && exit
echo "$*" >>"${0%/bin/python}/calls"
case "$*" in *"pip install"*) [ ! -e "${0%/bin/python}/no-network" ] ;; esac
""",
        encoding="utf-8",
    )
    python.chmod(0o755)
    return set_up


def test_a_changed_lock_file_is_installed_once_by_hash(told_python, elsewhere):
    lock = told_python / "packaging" / "requirements.txt"
    lock.write_text("# changed", encoding="utf-8")
    first, second = start(told_python, elsewhere), start(told_python, elsewhere)
    assert first.stderr.startswith("Installing the libraries listed in packaging/requirements.txt")
    assert second.stderr == ""
    calls = (told_python / ".venv" / "calls").read_text(encoding="utf-8").splitlines()
    (install,) = [call for call in calls if "pip install" in call]
    assert "--require-hashes" in install
    assert install.endswith(f"-r {lock}")


def test_an_installation_that_failed_is_said_and_tried_again(told_python, elsewhere):
    (told_python / "packaging" / "requirements.txt").write_text("# changed", encoding="utf-8")
    (told_python / ".venv" / "no-network").touch()
    failed = start(told_python, elsewhere)
    assert failed.returncode == 1
    assert failed.stderr.endswith(
        "They could not be installed; see above. When that is mended, run the same again.\n"
    )
    (told_python / ".venv" / "no-network").unlink()
    assert start(told_python, elsewhere).returncode == 0
