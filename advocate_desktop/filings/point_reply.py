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
            "this packet say to them.",
            style.CELL,
        ),
        style.table(
            [row for reply in replies for row in _rows(reply, layout)],
            (_SAYS, style.TEXT_WIDTH - _SAYS),
            head=("The plan says", "The record shows"),
        ),
    ]


def _rows(reply: PointReply, layout: Layout) -> list[tuple[Flowable | str, ...]]:
    first, *others = (_quoted(shown, layout) for shown in reply.shown)
    return [(_quoted(reply.plan_says, layout), first), *(("", other) for other in others)]


def _quoted(quoted: Quoted, layout: Layout) -> Flowable:
    exhibit = layout.plan.exhibit_of(quoted.document)
    assert exhibit is not None, "only exhibits of the packet are quoted"
    words = f"“{quoted.words}”" if quoted.words else _paper(exhibit)
    where = f"(Exhibit {exhibit.label}, page {_place(exhibit, quoted.page)}, packet page "
    number = layout.first_page(exhibit) + _place(exhibit, quoted.page) - 1
    text = f"{style.marked_up(words, style.SANS)} {linked(f'{where}{number})', exhibit.label)}"
    return style.Text(text, style.CELL)


def _paper(exhibit: Exhibit) -> str:
    when = f", {in_words(exhibit.date)}" if exhibit.date else ""
    return f"{shortened(exhibit.title)}{when}"


def _place(exhibit: Exhibit, page: int) -> int:
    """Return which page of the exhibit a page of its document is, as its stamp counts."""
    return exhibit.chosen.index(page) + 1 if exhibit.chosen else page
