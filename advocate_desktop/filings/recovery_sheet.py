"""A page to print and lock away: the key that opens a casebook without its passphrase."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable, Table, TableStyle

from advocate_desktop.domain.moments import in_words
from advocate_desktop.filings import style, tags
from advocate_desktop.filings.pdf import Properties, page_footer, typeset

_GROUPS_A_ROW = 5
_KEY = style.CELL_HEAD.clone("RecoveryKey", fontSize=17, leading=24, alignment=1)


def recovery_sheet(name: str, key: str, made_on: date) -> bytes:
    """Return the sheet as a PDF.

    Args:
        name: the casebook's file name.
        key: groups of letters and digits with “-” between them.
        made_on: the day it is printed.
    """
    story: list[Flowable] = [
        style.heading("Recovery sheet", 0),
        style.paragraph(f"For the casebook “{name}”, printed {in_words(made_on)}."),
        style.paragraph(
            "This key opens the casebook when the passphrase is forgotten. Type it where the "
            "passphrase is asked for, with or without the dashes, in small or capital letters."
        ),
        _grid(key.split("-")),
        style.heading("Keep it as you keep a house key", 2),
        *(style.paragraph(sentence, style.LIST_ITEM) for sentence in _ADVICE),
    ]
    title = "Recovery sheet"
    return typeset(
        story, Properties(title, made_on), furniture=page_footer(f"{title} · keep it locked away")
    )


_ADVICE = (
    "Whoever has this page and a copy of the file can read all of it. Lock it away, and not in "
    "the bag in which the computer travels.",
    "The key has only the letters A to Z and the digits 2 to 7. What looks like a zero is the "
    "letter O, and what looks like a one is the letter I.",
    "It opens this casebook, and the backups made of it, until the passphrase is changed. To "
    "make this page worthless, change the passphrase: File, Passphrase and recovery. Backups "
    "made before that still open with it.",
    "Delete the file of this page from the computer once it is printed.",
)


def _grid(groups: list[str]) -> Table:
    cells = [style.paragraph(group, _KEY) for group in groups]
    rows = [cells[at : at + _GROUPS_A_ROW] for at in range(0, len(cells), _GROUPS_A_ROW)]
    return Table(
        rows,
        colWidths=[style.TEXT_WIDTH / _GROUPS_A_ROW] * _GROUPS_A_ROW,
        style=TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 1, style.INK),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        ),
        spaceBefore=6,
        spaceAfter=14,
        renderCB=tags.table_tags(0),
    )
