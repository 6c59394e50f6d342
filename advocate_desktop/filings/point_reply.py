"""The point-by-point reply: what the plan says and what the record shows, each with its page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.packets import Exhibit
from advocate_desktop.domain.point_replies import PointReply, Quoted
from advocate_desktop.filings import style
from advocate_desktop.filings.packet_layout import Layout, linked
from advocate_desktop.filings.slip_sheets import shortened

_SAYS = 0.42 * style.TEXT_WIDTH


def point_reply_story(replies: Sequence[PointReply], layout: Layout) -> list[Flowable]:
    """Return the reply; what is quoted leads to the exhibit that it is quoted from."""
    return [
        style.heading("Point-by-point reply", 0),
        style.paragraph(
            "On the left stand the reasons in the plan's own words, on the right what papers in "
            "this packet say to them."
        ),
        style.table(
            [_row(reply, layout) for reply in replies],
            (_SAYS, style.TEXT_WIDTH - _SAYS),
            head=("The plan says", "The record shows"),
        ),
    ]


def _row(reply: PointReply, layout: Layout) -> tuple[Flowable, Flowable]:
    shown = "<br/><br/>".join(_quoted(quoted, layout) for quoted in reply.shown)
    said = style.Text(_quoted(reply.plan_says, layout), style.CELL)
    return said, style.Text(shown, style.CELL)


def _quoted(quoted: Quoted, layout: Layout) -> str:
    """Return what a paper says and where, as markup with a link."""
    exhibit = layout.plan.exhibit_of(quoted.document)
    assert exhibit is not None, "only exhibits of the packet are quoted"
    words = f"“{quoted.words}”" if quoted.words else _paper(exhibit)
    place = _place(exhibit, quoted.page)
    number = layout.first_page(exhibit) + place - 1
    where = f"(Exhibit {exhibit.label}, page {place}, packet page {number})"
    return f"{style.marked_up(words, style.SANS)} {linked(where, exhibit.label)}"


def _paper(exhibit: Exhibit) -> str:
    when = f", {in_words(exhibit.date)}" if exhibit.date else ""
    return f"{shortened(exhibit.title)}{when}"


def _place(exhibit: Exhibit, page: int) -> int:
    """Return which page of the exhibit a page of its document is, as its stamp counts."""
    return exhibit.chosen.index(page) + 1 if exhibit.chosen else page
