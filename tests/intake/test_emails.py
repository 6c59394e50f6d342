"""E-mails are read as their readers saw them."""

from email.message import EmailMessage

import pytest

from advocate_desktop.intake import emails


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Nguyễn Thị Hương <huong@example.org>"
    made["To"] = "Golden Poppy <services@example.org>"
    made["Subject"] = "Grievance GR-2026 – về việc từ chối"
    made["Date"] = "Mon, 09 Mar 2026 10:15:00 -0700"
    for name, value in headers.items():
        made[name] = value
    return made


def words(made: EmailMessage) -> str:
    found = emails.read(made.as_bytes())
    return "\n".join(found.page_texts)


def test_who_when_and_about_what_stand_over_the_words(reader):
    made = message(Cc="Rosa <rosa@example.org>")
    made.set_content("I disagree.\n\nHương")
    assert words(made) == (
        "From: Nguyễn Thị Hương <huong@example.org>\n"
        "To: Golden Poppy <services@example.org>\n"
        "Cc: Rosa <rosa@example.org>\n"
        "Date: Mon, 09 Mar 2026 10:15:00 -0700\n"
        "Subject: Grievance GR-2026 – về việc từ chối\n"
        "\n"
        "I disagree.\n\nHương"
    )
    printed = reader.text(emails.rendition(made.as_bytes()))
    assert "về việc từ chối" in printed
    assert "I disagree." in printed


def test_of_two_forms_of_the_same_words_the_plain_one_is_read():
    made = message()
    made.set_content("plain words")
    made.add_alternative("<p>styled words</p>", subtype="html")
    assert "plain words" in words(made)
    assert "styled" not in words(made)


def test_styled_words_are_read_when_there_are_no_plain_ones():
    made = message()
    made.set_content("<p>styled <b>words</b></p><script>no()</script>", subtype="html")
    assert words(made).endswith("styled words")


def test_attachments_are_named_and_that_they_are_not_shown_is_said():
    made = message()
    made.set_content("See the letter.")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="từ chối.pdf")
    assert "Attached: từ chối.pdf" in words(made)
    assert "named but not shown" in emails.read(made.as_bytes()).note


def test_the_files_sent_with_a_message_can_be_had_as_they_were_sent():
    inner, outer = message(), message()
    inner.set_content("the first words")
    inner.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="../logo.gif")
    outer.set_content("see below")
    outer.add_attachment(b"%PDF-\r\n\0", maintype="application", subtype="pdf", filename="từ.pdf")
    outer.add_attachment(inner)
    found = emails.enclosed(outer.as_bytes())
    assert [(file.name, file.data) for file in found] == [
        ("từ.pdf", b"%PDF-\r\n\0"),
        ("../logo.gif", b"GIF89a"),
    ]


def test_a_message_that_was_forwarded_is_read_too():
    inner, outer = message(), message()
    inner.set_content("the first words")
    outer.set_content("see below")
    outer.add_attachment(inner)
    assert "see below" in words(outer)
    assert "the first words" in words(outer)


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "no-such-charset", ""])
def test_a_wrong_or_missing_charset_costs_no_letters(charset):
    encoding = charset if charset in {"iso-8859-1", "utf-8"} else "utf-8"
    declared = f"; charset={charset}".encode() if charset else b""
    raw = b"MIME-Version: 1.0\nContent-Type: text/plain" + declared + b"\n\n"
    found = emails.read(raw + "Señora Núñez".encode(encoding))
    assert found.text.strip() == "Señora Núñez"


def test_a_message_nested_a_thousand_deep_is_shown_as_it_was_sent():
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\nMIME-Version: 1.0\n\n--b%d\n" % (n, n)
        for n in range(1500)
    )
    found = emails.read(raw)
    assert found.pages
    assert "shown as it was sent" in found.note


def test_the_same_message_gives_the_same_bytes(reader):
    made = message()
    made.set_content("I disagree.")
    data = made.as_bytes()
    assert emails.rendition(data) == emails.rendition(data)
    assert reader.is_sound(emails.rendition(data))
