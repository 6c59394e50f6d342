"""Comments and form values are on the page as their writers saw them."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.intake import pdf_documents


def with_mark(changed_pdf, data, **mark):
    def add(pdf: Pdf) -> None:
        made = pdf.make_indirect(Dictionary(Type=Name.Annot, F=4, **mark))
        pdf.pages[0].Annots = Array([made])

    return changed_pdf(data, add)


def form(value="abc", stale=True, keep_look=False, **field):
    """Return a form of one field, filled by a program that draws nothing."""
    paper, out = BytesIO(), BytesIO()
    canvas = Canvas(paper, LETTER, invariant=1)
    canvas.acroForm.textfield(name="name", x=100, y=700, width=300, height=24, value="old")
    canvas.showPage()
    canvas.save()
    with Pdf.open(BytesIO(paper.getvalue())) as pdf:
        widget = pdf.pages[0].Annots[0]
        widget.V = String(value)
        for key, content in field.items():
            widget[f"/{key}"] = content
        if not keep_look:
            del widget["/AP"]
        pdf.Root.AcroForm.NeedAppearances = stale
        pdf.save(out)
    return out.getvalue()


COLOURED = {
    "Highlight": {"QuadPoints": [100, 720, 300, 720, 100, 700, 300, 700]},
    "Underline": {"QuadPoints": [100, 720, 300, 720, 100, 700, 300, 700]},
    "StrikeOut": {"QuadPoints": [100, 720, 300, 720, 100, 700, 300, 700]},
    "Ink": {"InkList": [[100, 700, 300, 720, 300, 700]]},
    "Line": {"L": [100, 700, 300, 720]},
    "Square": {},
    "Circle": {},
    "Polygon": {"Vertices": [100, 700, 300, 720, 300, 700]},
    "PolyLine": {"Vertices": [100, 700, 300, 720, 300, 700]},
}


@pytest.mark.parametrize("kind", COLOURED)
def test_a_mark_without_a_picture_of_itself_is_drawn(changed_pdf, pdf_of_lines, reader, kind):
    shape = {key: Array(value) for key, value in COLOURED[kind].items()}
    data = with_mark(
        changed_pdf,
        pdf_of_lines(""),
        Subtype=Name(f"/{kind}"),
        Rect=Array([100, 700, 300, 720]),
        C=Array([1, 0, 0]),
        **shape,
    )
    shown = reader.page(pdf_documents.rendition(data), dpi=72)
    colours = shown.crop((95, 65, 305, 100)).getcolors(100_000)
    assert sum(n for n, (red, green, _) in colours if red > 200 and green < 120) > 50


def test_a_highlight_leaves_its_words_readable(changed_pdf, pdf_of_lines, reader):
    data = with_mark(
        changed_pdf,
        pdf_of_lines("Important words"),
        Subtype=Name.Highlight,
        Rect=Array([70, 715, 300, 732]),
        QuadPoints=Array([70, 732, 300, 732, 70, 715, 300, 715]),
    )
    clean = pdf_documents.rendition(data)
    assert "Important words" in reader.text(clean)
    colours = reader.page(clean, dpi=144).crop((142, 122, 590, 152)).getcolors(100_000)
    assert min(sum(colour) for _, colour in colours) < 60
    assert (255, 255, 0) in [colour for _, colour in colours]


def test_a_hidden_mark_stays_hidden(changed_pdf, reader):
    paper = BytesIO()
    canvas = Canvas(paper, LETTER)
    canvas.showPage()
    canvas.save()
    rect = Array([100, 700, 300, 720])
    data = with_mark(changed_pdf, paper.getvalue(), Subtype=Name.Square, Rect=rect)

    def hide(pdf: Pdf) -> None:
        pdf.pages[0].Annots[0].F = 2

    assert reader.page(pdf_documents.rendition(data)).getextrema() != ((255, 255),) * 3
    hidden = pdf_documents.rendition(changed_pdf(data, hide))
    assert reader.page(hidden).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("name", ["José Núñez", "Nguyễn Thị Hương", "Արմեն", "陳美玲"])
@pytest.mark.parametrize(("stale", "keep_look"), [(True, True), (False, False)])
def test_what_was_typed_into_a_form_is_on_the_page(reader, name, stale, keep_look):
    clean = pdf_documents.rendition(form(name, stale=stale, keep_look=keep_look))
    assert reader.text(clean).strip() == name


def test_what_was_typed_into_a_form_can_be_searched():
    assert pdf_documents.read(form("GR-2026-01188")).page_texts == ("GR-2026-01188",)


def test_a_long_value_is_made_to_fit_its_field(reader):
    clean = pdf_documents.rendition(form("A very long value " * 6))
    assert reader.page(clean, dpi=72).crop((402, 60, 595, 200)).getextrema() == ((255, 255),) * 3


def test_a_password_typed_into_a_form_is_not_shown(reader):
    assert reader.text(pdf_documents.rendition(form("secret", Ff=1 << 13))).strip() == ""


@pytest.mark.parametrize(
    "broken",
    [
        {"Rect": Array([String("a"), 1, 2, 3])},
        {"Rect": Array([0, 0, 10**15, 5])},
        {"Rect": Array([])},
        {"Q": String("x"), "DA": String("Tf Tf")},
        {"F": String("x")},
        {"MK": Array([1])},
    ],
)
def test_a_broken_field_costs_itself_alone(reader, broken):
    found = pdf_documents.read(form(**broken))
    assert found.pages == 1 or found.note == pdf_documents.DAMAGED
