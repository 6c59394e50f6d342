"""Files are read in a process of their own: what breaks it or holds it up costs that file only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from advocate_desktop.intake import pages, reading, reading_process, rendition
from advocate_desktop.intake.isolated import BROKE, PAGE_TOO_SLOW, TOO_SLOW, Worker
from advocate_desktop.intake.messages import ARGUMENT, receive
from advocate_desktop.intake.outcomes import EMPTY, NoRendition, PageNotShown, Refused

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    started.close()


@pytest.fixture
def hasty() -> Iterator[Worker]:
    """A reading process that is given two seconds for each file."""
    started = Worker(seconds=2)
    yield started
    started.close()


def pdf_of(*objects: bytes) -> bytes:
    """Return a PDF without a table of its objects, which readers rebuild."""
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.7\n" + numbered + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def page_with(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s>>>>"
        % resources,
        content,
        *more,
    )


def endless_page() -> bytes:
    """Return a PDF of two kilobytes whose page draws a thousand million things."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</F %d 0 R>>>>"
    levels = [stream(b"/F Do " * 16, form % (n + 1)) for n in range(5, 14)]
    last = stream(b"0 0 1 1 re f " * 16, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]")
    return page_with(stream(b"/F Do " * 16), *levels, last, resources=b"/XObject<</F 5 0 R>>")


def bomb() -> bytes:
    """Return a PDF whose page of a few hundred bytes unpacks to 60 MB of drawing."""
    packed = zlib.compress(b"0 0 m " * 10_000_000, 1)
    return page_with(stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def nested_mail(depth: int) -> bytes:
    inner = EmailMessage()
    inner.set_content("the innermost words")
    for _ in range(depth):
        outer = EmailMessage()
        outer.set_content("see below")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def test_a_file_reads_and_shows_as_it_would_in_the_program_itself(worker, picture, pdf_of_lines):
    for data in (pdf_of_lines("A letter", "Page two"), picture("PNG"), "Señora Núñez".encode()):
        found = worker.read(data)
        assert found == reading.read(data)
        pdf = worker.rendition(data, found.media_type)
        assert pdf == rendition.rendition(data, found.media_type)
        assert worker.page_image(found.text, pdf, 0, 1.5) == pages.page_image(pdf, 0, 1.5)
        assert worker.page_sizes(found.text, pdf) == pages.page_sizes(pdf)


def test_pages_of_the_document_that_was_asked_for_are_shown(worker, pdf_of_lines, picture):
    one, other = pdf_of_lines("A letter"), rendition.rendition(picture("PNG"), "image/png")
    for name, pdf in [("one", one), ("other", other), ("one", one)]:
        assert worker.page_image(name, pdf, 0, 1) == pages.page_image(pdf, 0, 1)


def test_what_is_refused_is_refused_with_its_own_sentence(worker, pdf_of_lines):
    with pytest.raises(Refused, match=EMPTY):
        worker.read(b"")
    with pytest.raises(NoRendition, match="cannot be shown"):
        worker.rendition(b"PK\3\4", "application/zip")
    with pytest.raises(PageNotShown, match="no page 8"):
        worker.page_image("letter", pdf_of_lines("A letter"), 7, 1)


def test_a_page_that_never_ends_is_stopped_and_the_next_one_shown(hasty, pdf_of_lines):
    endless, letter = endless_page(), pdf_of_lines("A letter")
    before = time.monotonic()
    with pytest.raises(PageNotShown, match=PAGE_TOO_SLOW):
        hasty.page_image("endless", endless, 0, 1)
    assert time.monotonic() - before < 30
    assert hasty.page_image("letter", letter, 0, 1) == pages.page_image(letter, 0, 1)


def test_no_place_on_a_page_that_never_ends_is_called_blank(hasty, pdf_of_lines):
    foot = (300.0, 20.0, 580.0, 40.0)
    assert hasty.blank_places("letter", pdf_of_lines("A letter"), [[foot]]) == ((True,),)
    assert hasty.blank_places("endless", endless_page(), [[foot, foot]]) == ((False, False),)


def test_a_file_that_is_read_for_ever_is_kept_and_the_next_one_read(hasty, pdf_of_lines):
    found = hasty.read(endless_page())
    assert (found.media_type, found.pages, found.note) == ("application/pdf", None, TOO_SLOW)
    with pytest.raises(NoRendition, match="took too long"):
        Worker(seconds=0.001).rendition(b"words", "text/plain")
    assert hasty.read(pdf_of_lines("some words")).text == "some words"


class GivenUp(Exception):
    """What a user who cancels makes of it."""


def test_a_file_that_is_given_up_while_it_is_read_is_let_go_at_once(worker, pdf_of_lines):
    asked = time.monotonic()

    def give_up() -> None:
        if time.monotonic() > asked + 0.5:
            raise GivenUp

    with pytest.raises(GivenUp):
        worker.read(endless_page(), check=give_up)
    assert time.monotonic() - asked < 5
    assert worker.read(pdf_of_lines("some words")).text == "some words"


def test_who_waits_for_another_file_may_give_up(worker):
    asked = time.monotonic()

    def give_up_after(seconds: float) -> None:
        if time.monotonic() > asked + seconds:
            raise GivenUp

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(worker.read, endless_page(), check=lambda: give_up_after(2))
        time.sleep(0.3)
        with pytest.raises(GivenUp):
            worker.read(b"some words", check=lambda: give_up_after(0.6))
        assert time.monotonic() - asked < 1.9
        with pytest.raises(GivenUp):
            first.result()


def test_a_process_that_was_killed_is_started_again(worker):
    assert worker.read(b"some words").pages == 1
    os.kill(worker._process.number, 9)
    assert worker.read(b"other words").text == "other words"


def test_a_file_that_breaks_the_process_is_kept_and_said(worker, monkeypatch):
    monkeypatch.setattr(reading_process.sys, "executable", "/bin/false")
    broken = Worker()
    found = broken.read(b"%PDF-1.7 and so on")
    assert (found.media_type, found.pages, found.note) == ("application/pdf", None, BROKE)
    with pytest.raises(NoRendition, match="broke"):
        broken.rendition(b"words", "text/plain")


@pytest.mark.parametrize(
    "hostile", [bomb(), b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000], ids=["bomb", "brackets"]
)
def test_a_hostile_file_costs_no_more_than_itself(worker, hostile):
    found = worker.read(hostile)
    assert found.pages or found.note
    assert worker.read(b"some words").text == "some words"


def test_a_message_in_fifty_messages_is_read_to_the_innermost(worker):
    assert "the innermost words" in worker.read(nested_mail(50)).text


def test_two_threads_get_each_its_own_answer(worker):
    texts = [f"letter number {n}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: worker.read(text.encode()).text, texts))
    assert found == texts


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no process of its own")
def test_the_process_can_write_no_file_and_bounds_its_memory(tmp_path):
    tried = (
        "import os\n"
        "from advocate_desktop.intake import worker; worker._bound()\n"
        "file = os.open('page.txt', os.O_CREAT | os.O_WRONLY)\n"
        "try: os.write(file, b'the words of a letter'); print('written')\n"
        "except OSError: print('no file')\n"
        "try: bytearray(worker.MOST_MEMORY); print('taken')\n"
        "except MemoryError: print('no memory')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    said = subprocess.run(
        [sys.executable, "-c", tried],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert (tmp_path / "page.txt").read_bytes() == b""
    assert said.stdout == "no file\nno memory\n"


def test_a_folder_of_the_users_gives_the_process_no_code(tmp_path, monkeypatch):
    for name in ("json.py", "pikepdf.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    fresh = Worker()
    assert fresh.read(b"some words").text == "some words"
    fresh.close()


def test_the_program_itself_can_be_the_reading_process():
    asked = subprocess.run(
        [sys.executable, "-m", "advocate_desktop", ARGUMENT],
        input=b"",
        capture_output=True,
        cwd=PROJECT,
    )
    assert receive(BytesIO(asked.stdout)) == ({"ready": True}, b"")
    assert (asked.returncode, asked.stderr) == (0, b"")
