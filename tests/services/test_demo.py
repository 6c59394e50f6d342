"""The demonstration: a casebook and three papers, the same each time, over nobody's files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.demo import write_demo
from advocate_desktop.services.workspace import CasebookExists

PAPERS = ("grievance-letter.pdf", "dmhc-complaint-packet.pdf", "imr-packet.pdf")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    made = write_demo(folder)
    assert sorted(m.path.name for m in made) == sorted(p.name for p in folder.iterdir())
    return folder


def text_of(path: Path) -> str:
    line = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


def test_the_papers_are_sound_pdfs(demo: Path) -> None:
    assert {p.name for p in demo.iterdir()} == {"sample.casebook", *PAPERS}
    for name in PAPERS:
        line = ["qpdf", "--check", str(demo / name)]
        said = subprocess.run(line, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stdout + said.stderr


def test_the_papers_are_about_their_cases(demo: Path) -> None:
    letter, complaint, review = (text_of(demo / name) for name in PAPERS)
    for text in (letter, complaint):
        assert "0000-SAMPLE-01" in text
        assert "Rosa Álvarez Núñez" in text
        assert "left ankle reflex is gone" in " ".join(text.split())
    assert "0000-SAMPLE-02" in review
    assert "Minh Châu Nguyễn" in review
    assert "Exhibit A-1" in complaint
    assert "Exhibit A-1" in review
    assert "Lucía Álvarez" in complaint


def test_the_same_papers_come_out_again(demo: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "again")
    for name in PAPERS:
        assert (tmp_path / "again" / name).read_bytes() == (demo / name).read_bytes()


@pytest.mark.parametrize("name", ["sample.casebook", "imr-packet.pdf"])
def test_a_file_that_is_there_is_left_alone_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(CasebookExists, match=name):
        write_demo(tmp_path)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(AdvocateError):
            write_demo(folder)
