"""The chronology as a table: when, what happened, from whom, and the exhibit that proves it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from advocate_desktop.domain.chronology import ChronologyRow
from advocate_desktop.filings import style
from advocate_desktop.filings.packet_layout import Layout, linked

_WHEN, _WHO, _WHERE = 84.0, 74.0, 90.0
_WHAT = style.TEXT_WIDTH - _WHEN - _WHO - _WHERE


def chronology_story(rows: Sequence[ChronologyRow], layout: Layout) -> list[Flowable]:
    """Return the chronology; the exhibit of a row is a link to its first page."""
    story: list[Flowable] = [style.heading("Chronology", 0)]
    if not rows:
        return [*story, style.paragraph("Nothing is recorded yet.")]
    if any(row.derived for row in rows):
        story.append(
            style.paragraph(
                "A row in brackets says that something had not come when it was due; how that day "
                "was counted stands under “How these dates were counted”.",
                style.CELL,
            )
        )
    table = style.table(
        [_row(row, layout) for row in rows],
        (_WHEN, _WHAT, _WHO, _WHERE),
        head=("Date", "What happened", "By whom", "Exhibit"),
    )
    return [*story, table]


def _row(row: ChronologyRow, layout: Layout) -> tuple[Flowable | str, ...]:
    what = f"[{row.what}]" if row.derived else row.what
    return (row.when, what, row.source, _where(row, layout))


def _where(row: ChronologyRow, layout: Layout) -> Flowable | str:
    exhibit = layout.plan.exhibit_of(row.document)
    if exhibit is None:
        return ""
    words = f"{exhibit.label}, page {layout.first_page(exhibit)}"
    return style.Text(linked(words, exhibit.label), style.CELL)
