"""What the find-or-do box offers: actions, then cases, then words found in the casebook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon

from advocate_desktop.services import views
from advocate_desktop.services.search import Hit, HitKind, folded, holds_all, search
from advocate_desktop.ui import icons
from advocate_desktop.ui.actions import Actions, plain
from advocate_desktop.ui.finder import Find

if TYPE_CHECKING:
    from advocate_desktop.ui.desk import Desk

_MOST = 60
_MOST_HITS = 30
_MOST_ACTIONS = 8
_TABS = {
    HitKind.CLIENT: 0,
    HitKind.CASE: 0,
    HitKind.EVENT: 1,
    HitKind.DOCUMENT: 2,
    HitKind.COMMUNICATION: 3,
    HitKind.LETTER: 4,
}
KINDS = {
    HitKind.CLIENT: "Client",
    HitKind.CASE: "The case",
    HitKind.EVENT: "What happened",
    HitKind.COMMUNICATION: "Call or message",
    HitKind.DOCUMENT: "Paper",
    HitKind.LETTER: "Letter",
}
_ICONS = {
    HitKind.CLIENT: "user",
    HitKind.CASE: "folder-open",
    HitKind.EVENT: "calendar",
    HitKind.COMMUNICATION: "phone",
    HitKind.DOCUMENT: "file-text",
    HitKind.LETTER: "mail",
}


def found(typed: str, actions: Actions, desk: Desk | None) -> tuple[Find, ...]:
    """Return what fits the words typed; with none, the actions that can be used now."""
    wanted = folded(typed).split()
    things = [*_actions(wanted, actions)]
    if wanted and desk:
        things = [*things[:_MOST_ACTIONS], *_cases(typed, desk), *_hits(typed, desk)]
    return tuple(things[:_MOST])


def _actions(wanted: list[str], actions: Actions) -> Iterator[Find]:
    for action in actions.usable():
        name = plain(action)
        if name != plain(actions["find"]) and holds_all(name, wanted):
            keys = action.shortcut().toString()
            icon = action.icon() if not action.icon().isNull() else icons.icon("chevron-right")
            yield Find(f"do {name}", name, keys or "Action", icon, action.trigger)


def _cases(typed: str, desk: Desk) -> Iterator[Find]:
    for row in views.case_rows(desk.workspace, text=typed)[:10]:
        text = " · ".join(part for part in (row.client, row.title) if part)
        act = partial(desk.open_case, row.id)
        yield Find(f"case {row.id}", text, row.sentence, icons.icon("folder-open"), act)


def _hits(typed: str, desk: Desk) -> Iterator[Find]:
    for number, hit in enumerate(search(desk.workspace, typed, limit=_MOST_HITS)):
        yield find_of(hit, number, desk)


def find_of(hit: Hit, number: int, desk: Desk) -> Find:
    """Return a hit as a row to choose; choosing it leads there."""
    act = partial(go, desk, hit)
    return Find(f"hit {number}", hit.snippet, place_of_hit(hit), icon_of(hit), act, hit.marks)


def place_of_hit(hit: Hit) -> str:
    """Say where a hit is: what it is in, the page, the paper's name, the client and the case."""
    parts = (f"{KINDS[hit.kind]}{_page(hit)}", hit.paper if hit.page else "", hit.case_name)
    return " · ".join(filter(None, parts))


def icon_of(hit: Hit) -> QIcon:
    """Return the sign of what a hit is in."""
    return icons.icon(_ICONS[hit.kind])


def _page(hit: Hit) -> str:
    return f", page {hit.page}" if hit.page else ""


def go(desk: Desk, hit: Hit) -> None:
    """Show what was found; a paper opens on its page with the words looked for in it."""
    desk.open_case(hit.case, _TABS[hit.kind])
    if hit.document is not None:
        page = (hit.page or 1) - 1
        desk.pane.page.documents.open_document(hit.document, page, hit.found if hit.page else "")
