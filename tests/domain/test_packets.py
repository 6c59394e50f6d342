"""Which document becomes which exhibit, and which parts a packet has."""

from dataclasses import replace
from datetime import date

import pytest

from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.packets import (
    AssistantForm,
    PacketKind,
    Part,
    assistant_form,
    exhibit_label,
    plan_packet,
)
from advocate_desktop.domain.people import Authorization, AuthorizationId, AuthorizationKind

TODAY = date(2026, 3, 2)


def paper(name, kind="other", day=None, pages=1, title=""):
    written = date.fromisoformat(day) if day else None
    return Document(
        DocumentId(name), f"{name}.pdf", DocumentKind(kind), title, written, pages=pages
    )


def labels(plan):
    return {e.label: e.document.id for e in plan.exhibits}


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (28, "AB"), (52, "AZ"), (53, "BA"), (703, "AAA")],
)
def test_exhibits_are_lettered_past_z(number, letters):
    assert exhibit_label(number) == letters


def test_no_exhibit_comes_before_the_first():
    with pytest.raises(ValueError, match="from 1"):
        exhibit_label(0)


def test_every_kind_of_document_has_its_place_in_the_order_of_the_tabs(record):
    kinds = [
        "other", "photo", "call_log", "bill", "literature", "medical_record", "provider_letter",
        "acknowledgement", "proof_of_sending", "denial_letter",
    ]  # fmt: skip
    case = replace(record(), documents=tuple(paper(kind, kind) for kind in kinds))
    plan = plan_packet(case, PacketKind.IMR, TODAY)
    assert labels(plan) == dict(zip("ABCDEFGHIJ", reversed(kinds), strict=True))


def test_letters_go_to_what_is_there_without_gaps(record):
    case = replace(record(), documents=(paper("eob", "eob"), paper("scan", "medical_record")))
    assert labels(plan_packet(case, PacketKind.DMHC, TODAY)) == {"A": "scan", "B": "eob"}


def test_the_paper_that_proves_the_grievance_goes_before_the_proof_that_it_was_sent(record):
    case = record(("grievance_filed", "2026-01-12", "letter"))
    documents = (
        paper("fax", "proof_of_sending", "2026-01-12"),
        paper("letter", "correspondence", "2026-01-13"),
    )
    plan = plan_packet(replace(case, documents=documents), PacketKind.IMR, TODAY)
    assert labels(plan) == {"A": "letter", "B": "fax"}


def test_within_a_tab_the_oldest_comes_first_and_undated_ones_last(record):
    documents = (
        paper("undated", "medical_record"),
        paper("new", "medical_record", "2026-02-01"),
        paper("old", "medical_record", "2025-02-01"),
    )
    plan = plan_packet(replace(record(), documents=documents), PacketKind.IMR, TODAY)
    assert list(labels(plan).values()) == ["old", "new", "undated"]


def test_the_plans_own_terms_are_known_by_their_title(record):
    documents = (
        paper("article", "literature"),
        paper("booklet", "other", title="Evidence of Coverage 2026, pages 40 to 44"),
    )
    plan = plan_packet(replace(record(), documents=documents), PacketKind.IMR, TODAY)
    assert list(labels(plan).values()) == ["booklet", "article"]


def test_a_document_without_pages_is_named_as_left_out(record):
    documents = (paper("letter", "provider_letter", pages=None), paper("denial", "denial_letter"))
    plan = plan_packet(replace(record(), documents=documents), PacketKind.IMR, TODAY)
    assert labels(plan) == {"A": "denial"}
    assert [d.id for d in plan.left_out] == ["letter"]


def test_an_exhibit_is_found_by_its_document(record):
    plan = plan_packet(replace(record(), documents=(paper("denial"),)), PacketKind.PLAN, TODAY)
    found = plan.exhibit_of(DocumentId("denial"))
    assert found is not None
    assert found.label == "A"
    assert plan.exhibit_of(DocumentId("another")) is None
    assert plan.exhibit_of(None) is None


def test_only_packets_to_the_agency_hold_the_worksheet(record):
    assert Part.WORKSHEET in plan_packet(record(), PacketKind.IMR, TODAY).parts
    assert Part.WORKSHEET in plan_packet(record(), PacketKind.DMHC, TODAY).parts
    assert Part.WORKSHEET not in plan_packet(record(), PacketKind.PLAN, TODAY).parts


def test_a_call_log_is_there_when_there_were_calls(record):
    call = Communication(CommunicationId("c"), TODAY, Channel.PHONE, Direction.OUT)
    assert Part.CALL_LOG not in plan_packet(record(), PacketKind.IMR, TODAY).parts
    with_call = replace(record(), communications=(call,))
    assert Part.CALL_LOG in plan_packet(with_call, PacketKind.IMR, TODAY).parts


@pytest.mark.parametrize(
    ("kind", "born", "form"),
    [
        ("authorized_assistant", "1980-01-01", AssistantForm.BOTH_PARTS),
        ("appointed_representative", "1980-01-01", AssistantForm.BOTH_PARTS),
        ("power_of_attorney", "1980-01-01", AssistantForm.PART_B_ONLY),
        ("parent_or_guardian", "2015-01-01", AssistantForm.NOT_NEEDED),
        ("parent_or_guardian", "1980-01-01", AssistantForm.PART_B_ONLY),
    ],
)
def test_the_assistant_form_follows_its_own_instructions(record, kind, born, form):
    case = record()
    case = replace(
        case,
        client=replace(case.client, date_of_birth=date.fromisoformat(born)),
        authorization=Authorization(AuthorizationId("a"), AuthorizationKind(kind), "Sam Helper"),
    )
    assert assistant_form(case, TODAY) is form
    in_packet = Part.ASSISTANT_WORKSHEET in plan_packet(case, PacketKind.IMR, TODAY).parts
    assert in_packet is (form is not AssistantForm.NOT_NEEDED)


def test_nobody_who_helps_needs_no_assistant_form(record):
    assert assistant_form(record(), TODAY) is AssistantForm.NOT_NEEDED
