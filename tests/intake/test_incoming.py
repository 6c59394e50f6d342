"""A file that cannot be had is refused with a plain sentence."""

import os

import pytest

from advocate_desktop.intake import incoming
from advocate_desktop.intake.outcomes import Refused
from advocate_desktop.intake.reading import MOST_BYTES


def test_a_file_is_taken_whole(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear plan")
    assert incoming.load(file) == b"Dear plan"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        incoming.load(tmp_path / "gone.pdf")


def test_a_name_with_a_nul_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        incoming.load(tmp_path / "a\0b")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="This is a folder"):
        incoming.load(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Refused, match="not a file"):
        incoming.load(pipe)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_someone_else_is_refused(tmp_path):
    file = tmp_path / "secret.pdf"
    file.write_bytes(b"x")
    file.chmod(0)
    with pytest.raises(Refused, match="may not read"):
        incoming.load(file)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "film.mp4"
    with file.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(Refused, match="larger than 500 MB"):
        incoming.load(file)
