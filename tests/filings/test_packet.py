"""A packet read back by other programs: numbers, links, stamps, outline, labels, bytes."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Name, Pdf
from pypdfium2 import PdfDocument

from advocate_desktop.domain.packets import PacketKind, Part, exhibit_label
from advocate_desktop.filings.packet_layout import LINK

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers


@pytest.fixture(scope="module")
def thirty():
    """A packet of thirty exhibits of one to three pages."""
    made = [
        (
            papers.document(f"paper-{n:02}", "denial_letter", 1 + n % 3, f"Paper number {n}"),
            papers.paper([f"body {n} {p}" for p in range(1 + n % 3)]),
        )
        for n in range(1, 31)
    ]
    return papers.packet(made)


def test_qpdf_finds_nothing_wrong(thirty, tmp_path):
    file = tmp_path / "packet.pdf"
    file.write_bytes(thirty[0])
    ran = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_page_of_every_exhibit_wears_its_stamp(thirty):
    data, layout = thirty
    pages = papers.texts(data)
    assert len(pages) == layout.pages
    for exhibit in layout.plan.exhibits:
        first = layout.first_page(exhibit)
        for number in range(exhibit.pages):
            text = pages[first + number - 1]
            stamp = (
                f"Exhibit {exhibit.label}-{number + 1} · page {first + number} of {layout.pages}"
            )
            assert stamp in text
            assert f"body {int(exhibit.title.split()[-1])} {number}" in text


def test_a_slip_sheet_stands_before_each_exhibit(thirty):
    data, layout = thirty
    pages = papers.texts(data)
    for exhibit in layout.plan.exhibits:
        sheet = pages[layout.exhibit_pages()[exhibit.label] - 1]
        assert f"EXHIBIT {exhibit.label}\n" in sheet
        assert exhibit.title in sheet
        assert "Sun 4 Jan 2026" in sheet
        assert "From: Sample Health Plan" in sheet
        assert f"{exhibit.pages} page" in sheet


def test_letters_go_on_after_z(thirty):
    labels = [e.label for e in thirty[1].plan.exhibits]
    assert labels == [exhibit_label(n) for n in range(1, 31)]
    assert labels[25:28] == ["Z", "AA", "AB"]


def test_the_contents_run_over_a_page_and_give_the_right_page_of_every_exhibit(thirty):
    data, layout = thirty
    first = layout.part_page(Part.CONTENTS)
    assert layout.parts[Part.CONTENTS] > 1
    text = "\n".join(papers.texts(data)[first - 1 : first - 1 + layout.parts[Part.CONTENTS]])
    rows = re.findall(r"^ *([A-Z]{1,2}) +Paper number \d+ .*?(\d+) +(\d+)$", text, re.M)
    assert {label: int(page) for label, _, page in rows} == layout.exhibit_pages()
    assert [int(count) for _, count, _ in rows] == [e.pages for e in layout.plan.exhibits]


def test_the_contents_give_the_right_page_of_every_part(thirty):
    data, layout = thirty
    pages = papers.texts(data)
    contents = pages[layout.part_page(Part.CONTENTS) - 1]
    titles = {
        "Statement of the issue": "Statement of the issue",
        "Chronology": "Chronology",
        "Call log": "Call log",
        "How these dates were counted": "How these dates were counted",
        "Worksheet for form DMHC 20-224": "WORKSHEET",
    }
    for line, heading in titles.items():
        (page,) = re.findall(rf"^ *{line} +(\d+)$", contents, re.M)
        assert heading in pages[int(page) - 1]


def test_links_lead_to_the_slip_sheets_and_parts_they_name(thirty):
    data, layout = thirty
    first = layout.part_page(Part.CONTENTS)
    own = range(first, first + layout.parts[Part.CONTENTS])
    leads_to = {to for page, to in papers.links(data) if page in own}
    expected = set(layout.exhibit_pages().values())
    expected |= {layout.part_page(part) for part in layout.plan.parts}
    assert leads_to == expected


def test_each_slip_sheet_leads_back_to_the_contents(thirty):
    data, layout = thirty
    contents = layout.part_page(Part.CONTENTS)
    pages, links = papers.texts(data), papers.links(data)
    for sheet in layout.exhibit_pages().values():
        assert f"Contents: packet page {contents}\n" in pages[sheet - 1]
        assert [to for page, to in links if page == sheet] == [contents]


def test_each_part_and_exhibit_can_be_opened_by_name(thirty):
    data, layout = thirty
    with Pdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        told = list(pdf.Root.Names.Dests.Names)
        names = [str(name) for name in told[::2]]
        found = {
            name: numbers[place[0].objgen] for name, place in zip(names, told[1::2], strict=True)
        }
    assert names == sorted(names)
    assert found == {
        **{part.replace("_", "-"): layout.part_page(part) for part in layout.plan.parts},
        **{f"exhibit-{letter}": page for letter, page in layout.exhibit_pages().items()},
    }


def test_the_chronology_points_to_the_exhibit_and_its_page(thirty):
    data, layout = thirty
    page = layout.part_page(Part.CHRONOLOGY)
    exhibit = layout.plan.exhibit_of(layout.plan.exhibits[0].document.id)
    assert f"A, page {layout.first_page(exhibit)}" in papers.texts(data)[page - 1]
    assert (page, layout.exhibit_pages()["A"]) in papers.links(data)


def test_no_address_of_a_link_within_the_packet_is_left(thirty):
    with Pdf.open(BytesIO(thirty[0])) as pdf:
        qdf = BytesIO()
        pdf.save(qdf, qdf=True)
    assert LINK.encode() not in qdf.getvalue()


def test_the_outline_has_an_entry_for_each_part_and_exhibit(thirty):
    data, layout = thirty
    document = PdfDocument(data)
    entries = [(b.get_title(), b.get_dest().get_index() + 1) for b in document.get_toc()]
    document.close()
    assert len(entries) == len(layout.plan.parts) + 30
    assert ("Exhibit AA – Paper number 27", layout.exhibit_pages()["AA"]) in entries
    assert ("Chronology", layout.part_page(Part.CHRONOLOGY)) in entries


def test_page_labels_are_the_printed_page_numbers(thirty):
    document = PdfDocument(thirty[0])
    labels = [document.get_page_label(n) for n in range(len(document))]
    document.close()
    assert labels == [str(n + 1) for n in range(len(labels))]


def test_own_pages_say_whose_packet_it_is_and_hide_the_member_number(thirty):
    data, layout = thirty
    pages = papers.texts(data)
    for number in range(1, layout.front + 1):
        assert "Ana Example · ID …2345" in pages[number - 1]
        assert f"Packet page {number} of {layout.pages}" in pages[number - 1]


def test_worksheet_pages_each_say_that_they_are_not_the_form(thirty):
    data, layout = thirty
    first = layout.part_page(Part.WORKSHEET)
    for page in papers.texts(data)[first - 1 : first - 1 + layout.parts[Part.WORKSHEET]]:
        assert "not the official form; copy these answers into DMHC 20-224 (Rev 09/25)" in page


def test_title_language_and_the_day_are_told_and_no_author(thirty):
    with Pdf.open(BytesIO(thirty[0])) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.docinfo["/Title"] == "Application for Independent Medical Review – Ana Example"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260302")
        assert set(pdf.docinfo.keys()) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_fonts_of_own_pages_and_stamps_are_embedded(thirty, tmp_path):
    file = tmp_path / "packet.pdf"
    file.write_bytes(thirty[0])
    last = str(thirty[1].front)
    ran = subprocess.run(["pdffonts", "-l", last, file], capture_output=True, text=True)
    rows = [line.split() for line in ran.stdout.splitlines()[2:]]
    assert rows
    assert {row[-5] for row in rows} == {"yes"}, ran.stdout


def test_the_same_input_gives_the_same_bytes():
    made = [(papers.document("a", "denial_letter"), papers.paper(["one"]))]
    assert papers.packet(made)[0] == papers.packet(made)[0]


@pytest.mark.parametrize(
    "title",
    [
        "<b>bold</b> & <a href='x'>link</a>",
        "a\nb\tc\x00d",
        "x" * 4000,
        "漢字 Հայերեն Nguyễn ﷽ 🙂",
        "../../etc/passwd\r\n(parens) \\ % /Name",
        "{{ 7 * 7 }} {% raw %}",
    ],
)
def test_a_hostile_title_is_printed_and_does_no_harm(title, tmp_path):
    made = [(papers.document("a", "denial_letter", title=title), papers.paper(["one"]))]
    data, layout = papers.packet(made)
    assert layout.pages == len(papers.texts(data))
    file = tmp_path / "packet.pdf"
    file.write_bytes(data)
    assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0
    assert layout.exhibit_pages()["A"] == layout.pages - 1


def test_names_in_other_scripts_are_printed():
    made = [(papers.document("a", "denial_letter"), papers.paper(["one"]))]
    for name in (("Nguyễn Thị", "Ánh"), ("Արամ", "Նմուշյան"), ("美玲", "陳"), ("José", "Núñez")):
        case = papers.record([made[0][0]], name)
        data, _ = papers.packet(made, case=case)
        assert " ".join(name) in papers.texts(data)[0]


def test_a_document_that_cannot_be_printed_is_named_in_the_contents():
    case = papers.record([papers.document("a", "denial_letter")])
    lost = replace(papers.document("letter from doctor"), pages=None)
    case = replace(case, documents=(*case.documents, lost))
    data, layout = papers.packet([(case.documents[0], papers.paper(["one"]))], case=case)
    contents = papers.texts(data)[layout.part_page(Part.CONTENTS) - 1]
    assert "Not in this packet" in contents
    assert "letter from doctor.pdf" in contents


def test_a_packet_without_any_document_still_has_its_own_parts():
    data, layout = papers.packet([], PacketKind.DMHC)
    assert layout.pages == layout.front == len(papers.texts(data))


def test_the_plans_packet_has_no_worksheet():
    made = [(papers.document("a", "denial_letter"), papers.paper(["one"]))]
    data, _ = papers.packet(made, PacketKind.PLAN)
    assert "WORKSHEET" not in "".join(papers.texts(data))


def test_layers_that_are_off_stay_off():
    source = Pdf.open(BytesIO(papers.paper(["seen"])))
    layer = source.make_indirect({"/Type": Name.OCG, "/Name": "Draft"})
    page = source.pages[0]
    page.Resources.Properties = {"/Draft": layer}
    page.contents_add(b"/OC /Draft BDC 1 0 0 rg 0 0 612 792 re f EMC")
    source.Root.OCProperties = {"/OCGs": [layer], "/D": {"/OFF": [layer]}}
    out = BytesIO()
    source.save(out)
    data, layout = papers.packet([(papers.document("a", "denial_letter"), out.getvalue())])
    drawn = PdfDocument(data)
    corner = drawn[layout.pages - 1].render(scale=0.2).to_pil().convert("RGB").getpixel((5, 5))
    drawn.close()
    assert corner == (255, 255, 255), "the red sheet of the hidden layer is shown"
