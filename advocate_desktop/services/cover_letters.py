"""The letter on top of a packet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.packet_plans import FROM_ONE, Numbering
from advocate_desktop.domain.packets import Exhibit, PacketKind
from advocate_desktop.services.letter_templates import template_named
from advocate_desktop.services.letter_words import words
from advocate_desktop.services.letters import compose, sent_to
from advocate_desktop.services.settings import Letterhead

_COVERS = {
    PacketKind.PLAN: "plan-cover",
    PacketKind.DMHC: "dmhc-cover",
    PacketKind.IMR: "imr-cover",
    PacketKind.STATE_HEARING: "state-hearing-request",
    PacketKind.MEDICARE: "plan-cover",
    PacketKind.ERISA: "plan-cover",
    PacketKind.OWN: "own-cover",
}
_NO_LETTERHEAD = Letterhead()
_LISTED_ON_COVER = 4
"""Exhibits a cover letter lists by name."""


def cover_letter(
    record: CaseRecord,
    kind: PacketKind,
    exhibits: Sequence[Exhibit],
    made_on: date,
    *,
    letterhead: Letterhead = _NO_LETTERHEAD,
    recipient: str = "",
    numbering: Numbering = FROM_ONE,
) -> LetterContent:
    """Return the letter on top of a packet, its enclosures being the packet's exhibits.

    A long list is left to the packet's contents, so that the letter keeps to one page. With
    `recipient`, lines of an address, it goes there in place of where its kind goes. That of a
    supplement says which it is, and from which page the numbers go on.
    """
    cover = template_named(_COVERS[kind])
    made = compose(
        record, cover, made_on=made_on, letterhead=letterhead, exhibits=tuple(exhibits)
    ).content
    if recipient.strip():
        made = sent_to(made, recipient)
    made = _of_supplement(made, numbering)
    if len(exhibits) <= _LISTED_ON_COVER:
        return made
    head = made.enclosures[0]
    listed = words(cover.language).enclosures_in_contents
    line = listed.format(first=exhibits[0].label, last=exhibits[-1].label)
    return replace(made, enclosures=(head, line))


def _of_supplement(letter: LetterContent, numbering: Numbering) -> LetterContent:
    """Return a short letter for a supplement: what was asked stands in what was sent before."""
    if not numbering.name:
        return letter
    (re, subject), *rows = letter.subject or (("Re:", letter.title),)
    told = (
        f"This is {numbering.name} to papers that were sent before. Please add it to them. Its "
        "exhibits and its page numbers go on from there, beginning with packet page "
        f"{numbering.pages + 1}.\n\nThe exhibits are copies; the originals stay with me."
    )
    return replace(
        letter,
        subject=((re, f"{numbering.name}: {subject}"), *rows),
        body=told,
    )
