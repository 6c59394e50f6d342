"""Preflight of a packet's pages: whose they are, whether they can be read, and how they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from advocate_desktop.domain.documents import DocumentId, DocumentKind
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.packet_plans import said_pages
from advocate_desktop.domain.packets import Exhibit
from advocate_desktop.domain.papers_seen import PageSeen
from advocate_desktop.domain.preflight_check import Check, note, stop, warn

MOST_BYTES = 10_000_000
"""What many portals and mail programs take."""
_SURE = 60
"""Of 100; words read off a picture less surely than that are mostly wrong."""
_HEAD_DOWN = 180


def page_findings(check: Check) -> Iterator[Finding]:
    """Yield what the pages of a packet show."""
    yield from _other_clients(check)
    for exhibit in check.plan.exhibits:
        for finding in (*_file(check, exhibit), *_pages(check, exhibit)):
            yield replace(finding, document=exhibit.document.id)
    yield from _references(check)
    yield from _size(check)


def _other_clients(check: Check) -> Iterator[Finding]:
    found = sorted(check.papers.others, key=lambda other: (other.document, other.name, other.page))
    for (document, name), others in groupby(found, key=lambda other: (other.document, other.name)):
        exhibit = check.plan.exhibit_of(document)
        if exhibit is None:
            continue
        named = [other for other in others if other.page in _shown(exhibit)]
        if not named:
            continue
        what = "the member ID of" if all(other.by_number for other in named) else "the name of"
        pages = tuple(sorted({other.page for other in named}))
        finding = stop(
            "other_client",
            f"{_where(exhibit, pages)} {'has' if len(pages) == 1 else 'have'} {what} another "
            f"client, {name}. Leave the page out, or cover what is not this member's.",
            "You can send it as it is, if the paper belongs to this case.",
        )
        yield replace(finding, document=document, page=pages[0])


def _file(check: Check, exhibit: Exhibit) -> Iterator[Finding]:
    seen = check.papers.papers.get(exhibit.document.id)
    name = _named(exhibit)
    if exhibit.document.id in check.papers.repaired:
        yield warn(
            "exhibit_repaired",
            f"{name} was damaged and repaired: look whether all its pages are there, or ask the "
            "sender for it again.",
        )
    if seen is not None and seen.signed:
        yield note(
            "signature_voided",
            f"{name} has an electronic signature. In the packet it looks the same, but the "
            "signature cannot be verified there: send the file itself as well.",
        )
    if seen is not None and seen.xfa:
        yield warn(
            "xfa_form",
            f"{name} is a form of the XFA kind, whose answers may not show. Look at its pages; if "
            "they are missing, open it in Adobe Reader, print it to a PDF and attach that.",
        )


def _pages(check: Check, exhibit: Exhibit) -> Iterator[Finding]:
    seen = check.papers.papers.get(exhibit.document.id)
    if seen is None:
        return
    pages = {
        number: _turned_further(page, exhibit.turns.get(number, 0))
        for number, page in enumerate(seen.pages, 1)
    }
    for is_meant, said in _ROWS:
        numbers = tuple(n for n in _shown(exhibit) if n in pages and is_meant(pages[n]))
        if numbers and not (said in _OF_WRITING and exhibit.document.kind is DocumentKind.PHOTO):
            yield replace(said(_where(exhibit, numbers), len(numbers) == 1), page=numbers[0])


def _turned_further(page: PageSeen, turn: int) -> PageSeen:
    return replace(page, turned=(page.turned + turn) % 360) if page.has_words else page


def _is_unread(page: PageSeen) -> bool:
    return page.picture and not page.has_words and page.sureness is None


def _is_unreadable(page: PageSeen) -> bool:
    return page.picture and not page.has_words and page.sureness is not None


def _is_doubtful(page: PageSeen) -> bool:
    return page.has_words and page.sureness is not None and page.sureness < _SURE


def _unread(where: str, one: bool) -> Finding:
    return note(
        "letters_not_read",
        f"{where} {'is a picture' if one else 'are pictures'} whose letters were not read yet, so "
        "that a search in the packet does not find them.",
    )


def _unreadable(where: str, one: bool) -> Finding:
    return warn(
        "unreadable_scan",
        f"{where} {'is a picture' if one else 'are pictures'} without any word that could be "
        "read. If it is no photograph, scan it again, straight and dark enough.",
    )


def _doubtful(where: str, one: bool) -> Finding:
    return warn(
        "unreadable_scan",
        f"{where} {'is' if one else 'are'} hard to read: blurred, faint or turned. Look whether a "
        "reviewer can read it, or scan it again.",
    )


def _upside_down(where: str, one: bool) -> Finding:
    return warn(
        "page_upside_down", f"{where} {'stands' if one else 'stand'} on its head. Turn it around."
    )


def _on_its_side(where: str, one: bool) -> Finding:
    lies = "lies on its side" if one else "lie on their sides"
    return note("page_on_its_side", f"{where} {lies}. Turn what is to be read upright.")


def _blank(where: str, one: bool) -> Finding:
    return note(
        "blank_page",
        f"{where} {'is' if one else 'are'} blank. Leave out what is the empty back of a sheet.",
    )


_ROWS: tuple[tuple[Callable[[PageSeen], bool], Callable[[str, bool], Finding]], ...] = (
    (_is_unread, _unread),
    (_is_unreadable, _unreadable),
    (_is_doubtful, _doubtful),
    (lambda page: page.turned == _HEAD_DOWN, _upside_down),
    (lambda page: page.turned in (90, 270), _on_its_side),
    (lambda page: page.blank, _blank),
)
_OF_WRITING = (_unread, _unreadable, _doubtful)
"""Said of pages that should have words; a photograph need not."""


def _references(check: Check) -> Iterator[Finding]:
    """Say which papers are cited by what the packet tells, and are not in it."""
    there = {exhibit.document.id for exhibit in check.plan.exhibits}
    documents = {document.id: document for document in check.plan.not_chosen}
    missing = {
        event.document
        for event in check.record.events
        if event.document in documents and event.document not in there
    }
    for document in (documents[found] for found in documents if found in missing):
        finding = note(
            "reference_without_target",
            f"“{document.name}” proves a step in the chronology and is not in this packet, so that "
            "the step stands there without its exhibit.",
        )
        yield replace(finding, document=document.id)
    for title, found in check.papers.cited:
        if found not in there and found not in missing:
            yield _cited(check, title, found)


def _cited(check: Check, title: str, target: DocumentId) -> Finding:
    document = check.record.document(target)
    what = f"“{document.name}”" if document else "a paper that is gone"
    finding = warn(
        "reference_without_target",
        f"The letter “{title}” leads to {what}, which is not in this packet. Put it in, or change "
        "the letter.",
    )
    return replace(finding, document=target if document else "")


def _size(check: Check) -> Iterator[Finding]:
    size = sum(exhibit.document.size for exhibit in check.plan.exhibits)
    if size > MOST_BYTES:
        yield over_limit(size)


def over_limit(size: int) -> Finding:
    """Return what to know of a packet of so many bytes, with the way out."""
    return note(
        "over_10_mb",
        f"The packet has about {size / 1_000_000:.0f} MB; many portals and mail programs take 10 "
        "MB. Save it in parts of 10 MB, which are divided between exhibits.",
    )


def _shown(exhibit: Exhibit) -> tuple[int, ...]:
    """Return the pages of the document that are in the packet, from 1."""
    return exhibit.chosen or tuple(range(1, (exhibit.document.pages or 0) + 1))


def _named(exhibit: Exhibit) -> str:
    return f"Exhibit {exhibit.label} (“{exhibit.title}”)"


def _where(exhibit: Exhibit, pages: tuple[int, ...]) -> str:
    """Return pages in words, as the document counts them."""
    many = "page" if len(pages) == 1 else "pages"
    return f"{_named(exhibit)}, {many} {said_pages(pages)},"
