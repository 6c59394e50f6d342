"""The wheel holds every module and every shipped file, and the program runs from it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel by way of the source archive, as a release does, and unpack it."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(PROJECT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "unpacked")
    return out / "unpacked"


def files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found if path.suffix != ".pyc"}


def run_unpacked(unpacked: Path, *words: str) -> str:
    # Another folder, so that the checkout cannot be what is found.
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=unpacked,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_every_shipped_file_is_inside_the_package(unpacked):
    assert files_below(unpacked / "advocate_desktop" / "resources") == files_below(
        PROJECT / "resources"
    )


def test_every_module_is_in_the_wheel_and_no_test(unpacked):
    package = files_below(unpacked / "advocate_desktop")
    modules = {name for name in package if not name.startswith("resources/")}
    assert modules == files_below(PROJECT / "advocate_desktop")
    assert {path.name.split("-")[0] for path in unpacked.iterdir()} == {"advocate_desktop"}


def test_an_installed_program_finds_its_own_files(unpacked):
    ask = "from advocate_desktop import assets; print(assets.root(), len(assets.names('icons')))"
    root, icons = run_unpacked(unpacked, "-c", ask).rsplit(maxsplit=1)
    assert Path(root) == unpacked / "advocate_desktop" / "resources"
    assert int(icons) == len(list((PROJECT / "resources" / "icons").iterdir()))


def test_an_installed_program_says_its_version(unpacked):
    import advocate_desktop

    said = run_unpacked(unpacked, "-m", "advocate_desktop", "--version")
    assert said.split() == ["advocate-desktop", advocate_desktop.__version__]
