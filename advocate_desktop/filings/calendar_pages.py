"""A month and an agenda on paper, for the wall and for the bag."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from advocate_desktop.domain.calendar_entries import (
    MARK_WORDS,
    CalendarEntry,
    EntryMark,
    month_weeks,
)
from advocate_desktop.domain.moments import DAY_NAMES, MONTH_NAMES, in_words
from advocate_desktop.filings import style, tags
from advocate_desktop.filings.pdf import Properties, page_footer, typeset
from advocate_desktop.filings.style import Margins

_MARGINS = Margins(top=0.6 * inch, right=0.5 * inch, bottom=0.7 * inch, left=0.5 * inch)
_WIDTH = style.PAGE_WIDTH - _MARGINS.left - _MARGINS.right
_LEAST_ROW = 88.0
"""Points a week has at least, so that six weeks fill a page."""
_DAY = style.CELL_HEAD.clone("CalendarDay", fontSize=10, leading=12)
_OTHER_DAY = style.CELL.clone("CalendarOtherDay", fontSize=9, textColor=style.FAINT)
_LINE = style.CELL.clone("CalendarLine", fontSize=8.5, leading=10.5, spaceBefore=2)


def month_page(
    year: int, month: int, entries: Sequence[CalendarEntry], made_on: date, whose: str
) -> bytes:
    """Return a month as a PDF; days with more than fits go on over the page's end."""
    title = f"{MONTH_NAMES[month - 1]} {year}"
    story: list[Flowable] = [
        style.heading(title, 0),
        _grid(year, month, entries),
        _legend(),
    ]
    return _typeset(story, f"{title} · {whose}", made_on)


def agenda_page(
    first: date, last: date, entries: Sequence[CalendarEntry], made_on: date, whose: str
) -> bytes:
    """Return what comes from `first` to `last` as a list in a PDF, late ones before it."""
    title = "Agenda"
    span = f"{in_words(first)} to {in_words(last)}"
    story: list[Flowable] = [style.heading(title, 0), style.paragraph(span)]
    if entries:
        rows = [_row(entry) for entry in entries]
        widths = (16, 92, 44, _WIDTH - 16 - 92 - 44 - 130, 130)
        story.append(style.table(rows, widths, head=("", "Day", "Time", "What", "Whose")))
        story.append(_legend())
    else:
        story.append(style.paragraph("Nothing is due in this time."))
    return _typeset(story, f"{title} · {whose}", made_on)


def _typeset(story: Sequence[Flowable], footer: str, made_on: date) -> bytes:
    return typeset(
        story,
        Properties(footer, made_on),
        furniture=page_footer(f"{footer} · printed {in_words(made_on)}"),
        first=_MARGINS,
    )


def _row(entry: CalendarEntry) -> tuple[str, ...]:
    return (entry.mark.value, in_words(entry.day), entry.time, entry.text, entry.who)


def _grid(year: int, month: int, entries: Sequence[CalendarEntry]) -> Table:
    weeks = month_weeks(year, month)
    head = [style.paragraph(DAY_NAMES[day.weekday()], style.CELL_HEAD) for day in weeks[0]]
    # A last column of no width gives every week its least height.
    least = Spacer(0, _LEAST_ROW)
    body = [[*(_cell(day, month, entries) for day in week), least] for week in weeks]
    return Table(
        [[*head, ""], *body],
        colWidths=[*[_WIDTH / 7] * 7, 0],
        repeatRows=1,
        style=TableStyle(
            [
                ("GRID", (0, 0), (-2, -1), 0.6, style.RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (-1, 0), (-1, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ]
        ),
        splitInRow=1,
        spaceAfter=8,
        renderCB=tags.table_tags(1),
    )


def _cell(day: date, month: int, entries: Sequence[CalendarEntry]) -> list[Flowable]:
    inside = day.month == month
    number = style.paragraph(str(day.day), _DAY if inside else _OTHER_DAY)
    return [number, *(_line(entry) for entry in entries if entry.day == day)]


def _line(entry: CalendarEntry) -> Flowable:
    said = " ".join(part for part in (entry.mark.value, entry.time, entry.text) if part)
    return style.paragraph(f"{said} ({entry.who})" if entry.who else said, _LINE)


def _legend() -> Flowable:
    said = "   ".join(f"{mark.value} {MARK_WORDS[mark]}" for mark in EntryMark)
    return style.paragraph(said, style.SMALL)
