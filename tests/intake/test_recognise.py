"""A file's kind comes from its content."""

import io
import zipfile

import pytest

from advocate_desktop.intake.recognise import recognise


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


MAIL = b"Subject: Your claim\r\nMIME-Version: 1.0\r\n\r\nHello"

BYTES = {
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(100),
    "message/rfc822": MAIL,
    "text/html": b"<!DOCTYPE html><html><p>Hi</html>",
    "text/calendar": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "text/vcard": b"BEGIN:VCARD\r\nEND:VCARD\r\n",
    "text/plain": "Querida señora".encode(),
    "application/rtf": rb"{\rtf1 Hello}",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": zipped(
        "[Content_Types].xml", "word/document.xml"
    ),
    "application/zip": zipped("letter.pdf"),
    "application/octet-stream": bytes(range(256)),
}


@pytest.mark.parametrize("media_type", BYTES)
def test_each_kind_is_told_by_its_bytes(media_type):
    assert recognise(BYTES[media_type]).media_type == media_type


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "TIFF", "WEBP"])
def test_each_kind_of_picture_is_told_by_its_bytes(picture, format):
    assert recognise(picture(format)).media_type == f"image/{format.lower()}"


def test_a_known_kind_brings_the_usual_ending(picture):
    assert recognise(picture("JPEG")).extension == ".jpg"
    assert recognise(BYTES["application/octet-stream"]).extension == ""


def test_a_pdf_after_the_lines_of_a_mail_gateway_is_still_a_pdf(pdf_of_lines):
    gateway = b"X-Scanned: yes\r\n\r\n"
    assert recognise(gateway + pdf_of_lines("Hello")).media_type == "application/pdf"


def test_a_text_that_speaks_of_pdf_is_a_text():
    assert recognise(b"The header of such a file is %PDF-1.7.").media_type == "text/plain"


def test_a_memo_with_from_and_to_is_no_e_mail():
    memo = b"To: Golden Poppy Health Plan\nFrom: Rosa Alvarez\nRe: Claim 123\n\nPlease pay."
    assert recognise(memo).media_type == "text/plain"


def test_a_message_from_a_mailbox_file_is_an_e_mail():
    assert recognise(b"From rosa@example.org Mon Mar  9\n" + MAIL).media_type == "message/rfc822"
