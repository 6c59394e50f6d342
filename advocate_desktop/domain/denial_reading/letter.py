"""A whole letter read: everything it seems to say, in the order in which one asks."""

from __future__ import annotations

from collections.abc import Sequence

from advocate_desktop.domain.denial_reading import (
    contacts,
    dates,
    deadlines,
    numbers,
    reasons,
    services_denied,
)
from advocate_desktop.domain.denial_reading.page_lines import letter_pages
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

_ORDER = tuple(LetterField)


def proposals(page_texts: Sequence[str]) -> tuple[Proposal, ...]:
    """Return what a letter seems to say, from the texts of its pages; nothing when it says none.

    Whoever asks shows each with its passage and lets the user accept it: patterns guess.
    """
    pages = letter_pages(page_texts)
    written = dates.letter_date(pages)
    single = (
        written,
        numbers.member_id(pages),
        services_denied.service(pages),
        deadlines.deadline(pages, written.day if written else None),
        contacts.address(pages),
        contacts.signer(pages),
    )
    found = [
        *(one for one in single if one is not None),
        *numbers.references(pages),
        *reasons.reasons(pages),
        *reasons.criteria(pages),
        *contacts.phone_and_fax(pages),
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.field)))
