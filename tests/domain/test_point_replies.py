"""The point-by-point reply sets the plan's words beside the papers' words, and invents nothing."""

import sys
from pathlib import Path

import pytest

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.packet_plans import (
    PlannedExhibit,
    PlannedExhibitId,
    PlannedPacket,
    PlannedPacketId,
)
from advocate_desktop.domain.packets import PacketKind, plan_packet
from advocate_desktop.domain.point_replies import Quoted, point_replies

sys.path.insert(0, str(Path(__file__).parents[1] / "filings"))
import packet_papers as papers

DENIAL = "We denied the MRI. The service is not medically necessary at this time."
SUPPORT = "Dr. Chen writes: The MRI is medically necessary to choose the treatment."


def replies(texts, planned=None, kinds=None):
    kinds = {"denial": "denial_letter", "doctor": "provider_letter", **(kinds or {})}
    made = [papers.document(name, kinds[name], len(pages)) for name, pages in texts.items()]
    record = papers.record(made)
    plan = plan_packet(record, PacketKind.IMR, papers.MADE_ON, planned)
    return point_replies(record, plan, {DocumentId(name): t for name, t in texts.items()})


def test_a_reason_is_answered_by_the_sentence_of_the_paper_with_its_page():
    (reply,) = replies({"denial": [DENIAL], "doctor": ["Letterhead.", SUPPORT]})
    assert reply.plan_says == Quoted(
        "denial", 1, "The service is not medically necessary at this time."
    )
    assert reply.shown == (Quoted("doctor", 2, SUPPORT),)


def test_a_doctors_letter_that_cannot_be_quoted_is_named_whole():
    (reply,) = replies({"denial": [DENIAL], "doctor": ["The treatment helped her."]})
    assert reply.shown == (Quoted("doctor", 1, ""),)


@pytest.mark.parametrize(
    "sentence",
    [
        "The MRI is not medically necessary for this patient now.",
        "The plan denied it, saying what would be medically necessary.",
        "It isn't medically necessary, says the reviewer of the plan.",
    ],
)
def test_a_sentence_that_may_say_the_opposite_is_never_quoted(sentence):
    kinds = {"note": "medical_record"}
    assert replies({"denial": [DENIAL], "note": [sentence]}, kinds=kinds) == ()


@pytest.mark.parametrize(
    "texts",
    [
        {"denial": [DENIAL]},
        {"denial": ["Your request was received."], "doctor": [SUPPORT]},
        {"doctor": [SUPPORT]},
        {"denial": [], "doctor": []},
    ],
)
def test_there_is_no_reply_when_there_is_nothing_to_say(texts):
    assert replies(texts) == ()


def test_pages_that_are_not_in_the_packet_are_not_quoted():
    chosen = PlannedPacket(
        PlannedPacketId("p"),
        "imr",
        exhibits=(
            PlannedExhibit(PlannedExhibitId("1"), DocumentId("denial")),
            PlannedExhibit(PlannedExhibitId("2"), DocumentId("doctor"), pages="1"),
        ),
    )
    (reply,) = replies({"denial": [DENIAL], "doctor": ["Letterhead.", SUPPORT]}, chosen)
    assert reply.shown == (Quoted("doctor", 1, ""),)


def test_the_same_reason_in_two_letters_stands_once():
    kinds = {"second": "decision_letter"}
    texts = {"denial": [DENIAL], "second": [DENIAL], "doctor": [SUPPORT]}
    assert len(replies(texts, kinds=kinds)) == 1
