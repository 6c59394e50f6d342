"""Word, OpenDocument and RTF files come in with their words."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from advocate_desktop.intake import office
from advocate_desktop.intake.outcomes import NoRendition
from advocate_desktop.intake.reading import read
from advocate_desktop.intake.recognise import ODT, RTF, WORD
from advocate_desktop.intake.rendition import rendition

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content, None if name == "mimetype" else ZIP_DEFLATED)
    return file.getvalue()


def word(body: str, **more: str) -> bytes:
    wrapped = {"document": f"<w:body>{body}</w:body>", **more}
    start = "<?xml version='1.0' encoding='UTF-8'?>"
    return archive(
        {
            f"word/{name}.xml": f'{start}<w:{name} xmlns:w="{W}" xmlns:mc="{MC}">{xml}</w:{name}>'
            for name, xml in wrapped.items()
        }
    )


def odt(body: str) -> bytes:
    names = "".join(f' xmlns:{n}="{OASIS}{n}:1.0"' for n in ("office", "text", "table"))
    content = (
        f"<office:document-content{names}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


LETTER = word(
    p("Dear Rosa,")
    + "<w:p><w:r><w:t>Your request </w:t></w:r><w:del><w:r><w:t>struck</w:t></w:r></w:del>"
    "<w:r><w:t>is</w:t><w:tab/><w:t>denied.</w:t><w:br/><w:t>Nguyễn</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first reason</w:t></w:r></w:p>"
    f"<w:tbl><w:tr><w:tc>{p('Code')}</w:tc><w:tc>{p('Amount')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{p('73721')}</w:tc><w:tc>{p('$1,250.00')}</w:tc></w:tr></w:tbl>"
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("Enclosure"),
    footer1=p("Claim 88-1203"),
)


def test_a_word_file_has_its_words_lists_tables_and_pages(reader):
    found = read(LETTER)
    assert (found.media_type, found.pages, found.note) == (WORD, 2, office.TEXT_ONLY)
    first, second = found.page_texts
    assert first.startswith("Dear Rosa,\nYour request is denied.\nNguyễn\n• first reason\n")
    assert "struck" not in first
    assert [line.split() for line in first.split("\n")[4:6]] == [
        ["Code", "Amount"],
        ["73721", "$1,250.00"],
    ]
    assert "Enclosure" in second
    assert "Claim 88-1203" in second
    clean = rendition(LETTER, WORD)
    assert clean == rendition(LETTER, WORD)
    assert reader.is_sound(clean)
    assert "denied." in reader.text(clean)


def test_words_in_a_text_box_are_read_once():
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p>"
    ).format(p("in the box"))
    assert read(word(box)).text.count("in the box") == 1


def test_an_opendocument_file_has_its_words(reader):
    data = odt(
        "<text:h>Notice</text:h><text:p>Two<text:s text:c='2'/>spaces <text:span>and</text:span> "
        "a<text:line-break/>break</text:p>"
        "<text:list><text:list-item><text:p>first reason</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Code</text:p></table:table-cell>"
        "<table:table-cell><text:p>73721</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    found = read(data)
    assert (found.media_type, found.pages, found.note) == (ODT, 1, office.TEXT_ONLY)
    assert found.text.startswith("Notice\nTwo  spaces and a\nbreak\n• first reason\nCode ")
    assert "73721" in found.text
    assert "first reason" in reader.text(rendition(data, ODT))


def test_an_rtf_file_has_its_words(reader):
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}}\f0 Se\'f1ora N\u250?\'f1ez,\par "
        rb"your \b request\b0  is denied.\par{\*\generator x}}"
    )
    found = read(data)
    assert (found.media_type, found.pages, found.note) == (RTF, 1, office.TEXT_ONLY)
    assert found.text == "Señora Núñez,\nyour request is denied."
    assert "request is denied." in reader.text(rendition(data, RTF))


def test_a_file_without_words_is_kept_and_that_is_said():
    data = word("<w:p/>")
    assert (read(data).pages, read(data).note) == (None, office.NO_WORDS)
    with pytest.raises(NoRendition, match="no words"):
        rendition(data, WORD)


def entities() -> bytes:
    """Return a Word file whose letter of a few bytes would unfold to gigabytes."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body>'
    return archive({"word/document.xml": f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]>{body}'})


@pytest.mark.parametrize(
    "data",
    [
        LETTER[:-40],
        LETTER[: len(LETTER) // 2],
        archive({"word/document.xml": b" " * (70 * 1024 * 1024)}),
        archive({"word/document.xml": b"no XML at all"}),
        entities(),
    ],
    ids=["without its list", "half", "bomb", "other", "entities"],
)
def test_a_hostile_or_damaged_file_is_kept_with_a_note(data):
    found = read(data)
    assert (found.media_type, found.pages) == (WORD, None)
    assert found.note in {office.DAMAGED, office.NO_WORDS}


def test_nothing_outside_the_file_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of another file")
    start = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    body = f'<w:document xmlns:w="{W}"><w:body>{p("&s;")}{p("words")}</w:body></w:document>'
    assert "another" not in read(archive({"word/document.xml": start + body})).text


@pytest.mark.parametrize(
    "data", [rb"{\rtf1" + b"{" * 50_000, rb"{\rtf1 \'zz \u99999999999? \uc-5", rb"{\rtf\u"]
)
def test_a_broken_rtf_file_is_read_as_far_as_it_goes(data):
    found = read(data)
    assert found.media_type == RTF
    assert found.pages or found.note in {office.DAMAGED, office.NO_WORDS}
