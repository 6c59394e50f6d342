"""Text is read in whatever encoding it was written."""

import pytest

from advocate_desktop.intake.decoding import decode, decode_as

SPANISH = "¿Cuándo recibió “la carta”? Él niño."
RUSSIAN = (
    "Уважаемая Мария! Это письмо от страховой компании, полученное вчера вечером. "
    "Мы рассмотрели вашу жалобу и отправим ответ в течение тридцати дней."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "utf-8-sig"),
        (SPANISH, "cp1252"),
        (SPANISH, "utf-16"),
        (SPANISH, "utf-16-le"),
        (SPANISH, "utf-32"),
        ("Él niño", "latin-1"),
        ("Nguyễn Thị Hương", "utf-8"),
        ("Nguyễn Thị Hương", "utf-16-be"),
        ("Արմեն", "utf-8"),
        (RUSSIAN, "cp1251"),
        ("您好，這是一封來自保險公司的信，請回覆。", "big5"),
    ],
)
def test_text_comes_back_from_its_bytes(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x7fELF\x02\x01\x01\0\0", b"\0" * 8])
def test_other_bytes_are_no_text(data):
    assert decode(data) is None


def test_a_wrong_byte_does_not_turn_a_text_into_another_encoding():
    text = "Niño, año, señora, mañana, también, Núñez y más " * 3
    assert decode(text.encode() + b"\xff") == text + "�"


def test_a_declared_charset_is_believed_and_a_wrong_one_is_not():
    assert decode_as("Привет".encode("koi8-r"), "koi8-r") == "Привет"
    assert decode_as("Núñez".encode(), "no-such-charset") == "Núñez"
    assert decode_as("Núñez".encode(), "ascii") == "Núñez"
