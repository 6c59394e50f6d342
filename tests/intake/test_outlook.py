"""Messages saved from Outlook are read as their readers saw them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.intake import outlook
from advocate_desktop.intake.compressed_rtf import unpacked
from advocate_desktop.intake.enclosed import NAMED_ONLY
from advocate_desktop.intake.reading import read
from advocate_desktop.intake.recognise import OUTLOOK
from advocate_desktop.intake.rendition import rendition

NEWSLETTER = Path(__file__).parents[2] / "../shared/material/mail_outlook_1.eml"
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
real = pytest.mark.skipif(not NEWSLETTER.is_file(), reason="the real file is not here")


@real
def test_who_when_and_about_what_stand_over_the_words(reader):
    data = NEWSLETTER.read_bytes()
    found = read(data)
    assert (found.media_type, found.note) == (OUTLOOK, NAMED_ONLY)
    assert found.text.startswith(
        "From: NueblingV@w-vwa.de\n"
        "To: Gaiser-Schönenborn, Andrea\n"
        "Date: Mon, 18 Sep 2017 03:00:18 -0700\n"
        "Subject: Newsletter Prüfung Personalwesen / Prüfung Eröffnungsbilanz\n"
        "Attached: newsletter.png\n"
    )
    clean = rendition(data, OUTLOOK)
    assert clean == rendition(data, OUTLOOK)
    assert reader.is_sound(clean)
    assert "Sehr geehrte Frau Gaiser-Schönenborn" in reader.text(clean)


@real
def test_the_files_sent_with_it_can_be_had_as_they_were_sent():
    found = outlook.enclosed(NEWSLETTER.read_bytes())
    assert [(file.name, len(file.data)) for file in found] == [
        ("newsletter.png", 100150),
        ("spacer.gif", 58),
        ("image004.jpg", 790),
        ("image006.jpg", 786),
        ("image008.jpg", 823),
    ]
    assert read(found[0].data).pages == 1


@real
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=30),
    cut=st.floats(0, 1),
)
@settings(max_examples=60, deadline=None)
def test_a_spoilt_message_is_read_or_kept(changes, cut):
    data = bytearray(NEWSLETTER.read_bytes())
    for where, byte in changes:
        data[int(where * (len(data) - 1))] = byte
    spoilt = bytes(data[: int(len(data) * max(cut, 0.05))])
    found = outlook.read(spoilt)
    assert found.pages or found.note == outlook.DAMAGED
    outlook.enclosed(spoilt)


@pytest.mark.parametrize("rest", [b"", b"\0" * 2000, b"\xff" * 2000])
def test_a_container_of_nothing_is_kept_with_a_note(rest):
    assert outlook.read(CONTAINER + rest).note == outlook.DAMAGED


def compressed(packed: bytes, size: int) -> bytes:
    return struct.pack("<IIII", len(packed) + 12, size, 0x75465A4C, 0) + packed


def test_compressed_words_are_unpacked():
    assert unpacked(compressed(b"\0Dear Ros\0a", 9)) == b"Dear Rosa"
    # A piece repeated from what was said.
    assert unpacked(compressed(b"\x02a" + pair(207, 5), 6)) == b"aaaaaa"


def pair(offset: int, length: int) -> bytes:
    return (offset << 4 | length - 2).to_bytes(2, "big")


@pytest.mark.parametrize("data", [b"", b"short", compressed(b"", 2**31), b"\0" * 40])
def test_what_is_no_compressed_text_is_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011
        unpacked(data)
