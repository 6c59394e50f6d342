"""Whatever bytes come in, they are read, kept or refused, and nothing else happens."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.intake.outcomes import Refused
from advocate_desktop.intake.reading import read
from advocate_desktop.intake.rendition import rendition

STARTS = [
    b"%PDF-1.4\n",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"II*\0",
    b"RIFF\0\0\0\0WEBP",
]
MAIL = (
    b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>Hi</p>\n--b\n"
    b'Content-Disposition: attachment; filename="x.pdf"\n\nJVBERi0=\n--b--\n'
)


@pytest.fixture(scope="module")
def seeds(picture, pdf_of_lines) -> list[bytes]:
    formats = ["PNG", "JPEG", "GIF", "TIFF", "WEBP"]
    return [pdf_of_lines("A letter", "Page two"), MAIL, *(picture(f, (24, 16)) for f in formats)]


def take_in(data: bytes) -> None:
    """Read a file and make its rendition; only a refusal with a sentence may come of it."""
    try:
        found = read(data)
    except Refused:
        assert not data
        return
    assert found.pages is None or found.pages == len(found.page_texts)
    if found.pages is None:
        assert found.note
        with pytest.raises(AdvocateError):
            rendition(data, found.media_type)
    else:
        assert rendition(data, found.media_type).startswith(b"%PDF-")


@given(start=st.sampled_from([b"", *STARTS]), rest=st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(start, rest):
    take_in(start + rest)


@given(
    which=st.integers(0, 6),
    cut=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
    repeat=st.tuples(st.floats(0, 1), st.integers(0, 200)),
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_spoilt_file_is_read_or_refused(seeds, which, cut, changes, repeat):
    data = bytearray(seeds[which])
    for where, byte in changes:
        data[int(where * (len(data) - 1))] = byte
    at = int(repeat[0] * len(data))
    data[at:at] = data[at : at + repeat[1]]
    take_in(bytes(data[: int(len(data) * max(cut, 0.1))]))


def test_a_spoilt_pdf_says_nothing_on_the_terminal(pdf_of_lines, capfd, caplog):
    data = pdf_of_lines("A letter").replace(b"/Kids [", b"/Kids [ 99 0 R 7 ")
    with caplog.at_level(logging.DEBUG):
        read(data)
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
