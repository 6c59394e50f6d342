"""PDFs come in however damaged, and go into packets without anything that acts or hides."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from advocate_desktop.intake import pages, pdf_documents
from advocate_desktop.intake.outcomes import REPAIRED, WrongPassword


def lock(data, **passwords):
    out = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


def test_pages_and_their_text_are_found(pdf_of_lines):
    found = pdf_documents.read(pdf_of_lines("Dear Rosa", "Second page"))
    assert (found.pages, found.note) == (2, "")
    assert [text.strip() for text in found.page_texts] == ["Dear Rosa", "Second page"]


def test_a_pdf_that_asks_for_a_password_is_kept_with_a_note(pdf_of_lines):
    found = pdf_documents.read(lock(pdf_of_lines("Secret"), user="secret", owner="x"))
    assert (found.pages, found.note) == (None, pdf_documents.ENCRYPTED)
    assert found.page_texts == ()


@pytest.mark.parametrize("password", ["secret", "Contraseña"])
@pytest.mark.parametrize("version", [4, 6])
def test_a_pdf_opens_with_its_password(pdf_of_lines, reader, password, version):
    locked = lock(pdf_of_lines("Dear Rosa"), user=password, owner="x", R=version)
    found = pdf_documents.read(locked, password)
    assert (found.pages, found.text.strip(), found.note) == (1, "Dear Rosa", "")
    assert "Dear Rosa" in reader.text(pdf_documents.rendition(locked, password))


def test_a_pdf_does_not_open_with_another_password(pdf_of_lines):
    locked = lock(pdf_of_lines("Secret"), user="secret", owner="x")
    for wrong in ("Secret", "", "\ud800", "a\0b"):
        with pytest.raises(WrongPassword, match="does not open the PDF"):
            pdf_documents.read(locked, wrong)


def test_a_password_for_a_pdf_that_needs_none_is_not_looked_at(pdf_of_lines):
    assert pdf_documents.read(pdf_of_lines("Dear Rosa"), "any").text.strip() == "Dear Rosa"


def test_a_pdf_locked_against_changes_alone_opens_as_any_other(pdf_of_lines, reader):
    locked = lock(pdf_of_lines("Read me"), user="", owner="x")
    assert pdf_documents.read(locked).note == ""
    assert "Read me" in reader.text(pdf_documents.rendition(locked))


DAMAGES = {
    "without its table of objects": lambda data: data[: data.rindex(b"xref\n0") + 4],
    "with a wrong start": lambda data: data.replace(b"startxref\n", b"startxref\n9"),
    "after other bytes": lambda data: b"\0garbage\n" * 60 + data,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_pdf_is_repaired(pdf_of_lines, reader, damage):
    damaged = DAMAGES[damage](pdf_of_lines("Still here", "And here"))
    found = pdf_documents.read(damaged)
    assert found.pages == 2
    assert "And here" in reader.text(pdf_documents.rendition(damaged))
    assert reader.is_sound(pdf_documents.rendition(damaged))


def test_a_repair_is_told(pdf_of_lines):
    data = pdf_of_lines("Still here")
    assert pdf_documents.read(data[: data.rindex(b"xref\n0") + 4]).note == REPAIRED


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\ntrailer <<>>", b"%PDF-" + bytes(999)])
def test_a_pdf_beyond_repair_is_kept_with_a_note(data):
    found = pdf_documents.read(data)
    assert (found.pages, found.note) == (None, pdf_documents.DAMAGED)


def arm(pdf: Pdf) -> None:
    """Put in all that must not reach an exhibit."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('script-mark')"))
    launch = Dictionary(S=Name.Launch, F=String("launch-mark.exe"))
    visit = Dictionary(S=Name.URI, URI=String("https://uri-mark.example"))
    page = pdf.pages[0]
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    page.AA = Dictionary(O=launch)
    page.Annots = Array(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 90, 90], A=action)
        for action in (launch, visit)
    )
    page.PieceInfo = Dictionary(Sample=Dictionary(Private=String("private-mark")))
    page.Metadata = Stream(pdf, b"<x>page-metadata-mark</x>")
    pdf.attachments["attached-mark.txt"] = b"attached-mark"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["author-mark"]
    pdf.docinfo["/Author"] = "author-mark"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("outline-mark", 0))


def test_nothing_that_acts_or_hides_is_left(pdf_of_lines, changed_pdf, reader):
    armed = changed_pdf(pdf_of_lines("The letter itself"), arm)
    clean = pdf_documents.rendition(armed)
    with Pdf.open(BytesIO(clean)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        assert set(pdf.pages[0].keys()) <= {"/Type", "/Parent", "/MediaBox", "/Contents"} | {
            "/Resources",
            "/Rotate",
            "/Trans",
        }
        plain = BytesIO()
        pdf.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    assert b"-mark" not in plain.getvalue()
    assert "The letter itself" in reader.text(clean)
    assert reader.is_sound(clean)


def test_what_a_hidden_layer_hides_stays_hidden(pdf_of_lines, changed_pdf, reader):
    def hide(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[layer]))
        page = pdf.pages[0]
        page.Resources.Properties = Dictionary(L=layer)
        page.contents_add(b"/OC /L BDC", prepend=True)
        page.contents_add(b"EMC")

    clean = pdf_documents.rendition(changed_pdf(pdf_of_lines("Hidden words"), hide))
    assert reader.page(clean).getextrema() == ((255, 255),) * 3


def test_a_page_without_a_size_becomes_letter_paper(pdf_of_lines, changed_pdf):
    def forget(pdf: Pdf) -> None:
        del pdf.pages[0].MediaBox

    clean = pdf_documents.rendition(changed_pdf(pdf_of_lines("x"), forget))
    assert pages.page_sizes(clean) == ((612.0, 792.0),)


def test_too_many_pages_are_kept_with_a_note(monkeypatch, pdf_of_lines):
    monkeypatch.setattr(pdf_documents, "MOST_PAGES", 2)
    found = pdf_documents.read(pdf_of_lines("1", "2", "3"))
    assert (found.pages, found.note) == (None, pdf_documents.TOO_MANY_PAGES)


def test_the_text_of_the_last_pages_of_a_huge_file_is_not_read_and_that_is_said(
    monkeypatch, pdf_of_lines
):
    monkeypatch.setattr(pdf_documents, "MOST_PAGES_READ", 2)
    found = pdf_documents.read(pdf_of_lines("1", "2", "3"))
    assert (found.pages, len(found.page_texts)) == (3, 2)
    assert "can be searched" in found.note


def test_the_same_pdf_gives_the_same_bytes(pdf_of_lines, changed_pdf):
    armed = changed_pdf(pdf_of_lines("The letter itself"), arm)
    assert pdf_documents.rendition(armed) == pdf_documents.rendition(armed)
